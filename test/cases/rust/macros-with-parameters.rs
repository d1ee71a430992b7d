macro_rules! SWAP
{
    ($a:expr, $b:expr) =>
    {{
        {
            let swap_value = $a;
            $a = c_math::stored($b);
            $b = c_math::stored(swap_value);
        }
    }};
}
pub(crate) use SWAP;

macro_rules! PUSH
{
    ($list:expr, $element:expr, $field:ident) =>
    {{
        {
            (*$element).$field.next = (*$list).first;
            (*$list).first = $element;
        }
    }};
}
pub(crate) use PUSH;

#[inline]
pub unsafe
fn EMPTY(list: *const list) -> c_int
{
    return (*list).first.is_null() as c_int;
}

#[inline]
pub unsafe
fn FIRST(list: *const list) -> *mut item
{
    return (*list).first;
}

macro_rules! NEXT
{
    ($element:expr, $field:ident) => { (*$element).$field.next };
}
pub(crate) use NEXT;

macro_rules! WALK
{
    ($var:expr, $list:expr, $field:ident, $body:block) =>
    {{
        $var = (*$list).first;
        let mut first = true;

        loop
        {
            if !first
            {
                $var = (*$var).$field.next;
            }

            first = false;

            if !c_math::truth($var)
            {
                break;
            }

            $body;
        }
    }};
}
pub(crate) use WALK;

macro_rules! WALK_SAFE
{
    ($var:expr, $list:expr, $field:ident, $spare:expr, $body:block) =>
    {{
        $var = (*$list).first;
        let mut first = true;

        loop
        {
            if !first
            {
                $var = $spare;
            }

            first = false;

            if !(c_math::truth($var) &&
                {
                        $spare = (*$var).$field.next;
                        1i32
                    } != 0)
            {
                break;
            }

            $body;
        }
    }};
}
pub(crate) use WALK_SAFE;

macro_rules! FOR_BITS
{
    ($i:expr, $mask:expr, $body:block) =>
    {{
        $i = 0;
        let mut first = true;

        loop
        {
            if !first
            {
                let place = &raw mut $i;
                *place = c_math::stepped(*place, 1);
            }

            first = false;

            if !c_math::lt($i, 8i32)
            {
                break;
            }

            if c_math::truth(c_math::and($mask, c_math::shl(1i32, $i)))
            {
                $body;
            }
        }
    }};
}
pub(crate) use FOR_BITS;

macro_rules! REQUIRE
{
    ($condition:expr, $result:expr) =>
    {{
        {
            if !c_math::truth($condition)
            {
                return c_math::stored($result);
            }
        }
    }};
}
pub(crate) use REQUIRE;

macro_rules! ALIKE
{
    ($x:expr, $y:expr) => { c_math::like($y, || $x) };
}
pub(crate) use ALIKE;

macro_rules! ZERO_LIKE
{
    ($x:expr) => { c_math::like(0i32, || $x) };
}
pub(crate) use ZERO_LIKE;

macro_rules! BITS_LIKE
{
    ($x:expr) =>
    {{
        let size = c_math::size();

        if false
        {
            size.of(&$x);
        }

        size.get().wrapping_mul(8) as core::ffi::c_ulong
    }};
}
pub(crate) use BITS_LIKE;

macro_rules! BITS_OF_TYPE
{
    ($type:ty) => { core::mem::size_of::<$type>().wrapping_mul(8) as core::ffi::c_ulong };
}
pub(crate) use BITS_OF_TYPE;

macro_rules! RETURN_COUNTED
{
    ($n:expr) =>
    {{
        return c_math::stored(c_math::mul(count_up(), $n));
    }};
}
pub(crate) use RETURN_COUNTED;

macro_rules! RETURN_TRUTH
{
    ($x:expr) =>
    {{
        return c_math::stored(!c_math::truth($x));
    }};
}
pub(crate) use RETURN_TRUTH;

macro_rules! RETURN_MINUS
{
    () =>
    {{
        return c_math::stored(-2i32);
    }};
}
pub(crate) use RETURN_MINUS;

macro_rules! RETURN_NOTHING
{
    () =>
    {{
        return core::mem::zeroed();
    }};
}
pub(crate) use RETURN_NOTHING;

macro_rules! ADD_TO
{
    ($place:expr, $amount:expr) =>
    {{
        let place = &raw mut $place;
        *place = c_math::convert(c_math::add(*place, $amount));
        *place
    }};
}
pub(crate) use ADD_TO;

macro_rules! BUMP
{
    ($place:expr) =>
    {{
        let place = &raw mut $place;
        let old = *place;
        *place = c_math::stepped(old, 1);
        old
    }};
}
pub(crate) use BUMP;

macro_rules! BUMP_FIRST
{
    ($place:expr) =>
    {{
        let place = &raw mut $place;
        *place = c_math::stepped(*place, 1);
        *place
    }};
}
pub(crate) use BUMP_FIRST;

macro_rules! SET_FLAGS
{
    ($p:expr, $f:expr) =>
    {{
        let place = $p;
        (*place).set_flags(c_math::or((*place).flags(), $f) as core::ffi::c_uint);
        (*place).flags()
    }};
}
pub(crate) use SET_FLAGS;

macro_rules! CLEAR_FLAGS
{
    ($p:expr, $f:expr) =>
    {{
        let place = $p;
        let value = c_math::complement($f);
        (*place).set_flags(c_math::and((*place).flags(), value) as core::ffi::c_uint);
        (*place).flags()
    }};
}
pub(crate) use CLEAR_FLAGS;

#[inline]
pub unsafe
fn SET_BUSY(p: *mut item, v: c_int) -> c_int
{
    let value: c_int = v;
    (&raw mut (*p).busy).write_volatile(value);
    return value;
}

macro_rules! IGNORE
{
    ($x:expr) =>
    {{
        _ = $x;
    }};
}
pub(crate) use IGNORE;

macro_rules! TWICE_CALLED
{
    ($x:expr) => { c_math::add($x, $x) };
}
pub(crate) use TWICE_CALLED;

macro_rules! ONCE
{
    ($x:expr) =>
    {{
        let once_ = $x;
        c_math::add(once_, once_)
    }};
}
pub(crate) use ONCE;

macro_rules! LARGEST
{
    ($a:expr, $b:expr) =>
    {{
        let a_ = $a;
        let b_ = $b;
        if c_math::gt(a_, b_) { c_math::common(a_, || b_) } else { c_math::common(b_, || a_) }
    }};
}
pub(crate) use LARGEST;

#[inline]
pub unsafe
fn NO_ARGUMENT() -> c_int
{
    return calls.wrapping_add(1);
}

macro_rules! NOTHING
{
    ($($arguments:tt)*) => {{}};
}
pub(crate) use NOTHING;

macro_rules! ALIAS
{
    ($($arguments:tt)*) => { BUMP_FIRST!($($arguments)*) };
}
pub(crate) use ALIAS;

macro_rules! HOLDER
{
    ($pointer:expr, $type:ty, $member:ident) =>
    {
        ($pointer as *mut core::ffi::c_char).wrapping_sub(
            core::mem::offset_of!($type, $member)) as *mut core::ffi::c_void as *mut $type
    };
}
pub(crate) use HOLDER;

macro_rules! OFFSET
{
    ($type:ty, $member:ident) => { core::mem::offset_of!($type, $member) as core::ffi::c_ulong };
}
pub(crate) use OFFSET;

macro_rules! ROOM
{
    ($type:ty, $count:expr) => { c_math::mul(core::mem::size_of::<$type>() as core::ffi::c_ulong, $count) };
}
pub(crate) use ROOM;

macro_rules! AS
{
    ($type:ty, $value:expr) => { $value as $type };
}
pub(crate) use AS;

macro_rules! ALIGNED
{
    ($p:expr, $size:expr) =>
    {
        c_math::eq(c_math::and($p as core::ffi::c_ulong, c_math::sub($size, 1i32)), 0i32) as core::ffi::c_int
    };
}
pub(crate) use ALIGNED;

macro_rules! IS_MULTIPLE
{
    ($x:expr, $n:expr) => { c_math::is_aligned($x, $n) };
}
pub(crate) use IS_MULTIPLE;

macro_rules! ELEMENTS
{
    ($array:expr) =>
    {{
        let size = c_math::size();

        if false
        {
            size.of(&$array);
        }

        (size.get() /
            {
                let size_2 = c_math::size();

                if false
                {
                    size_2.of(&*c_math::element(&raw const $array, 0));
                }

                size_2.get()
            }) as core::ffi::c_ulong
    }};
}
pub(crate) use ELEMENTS;

#[inline]
pub unsafe
fn ELEMENT(p: *mut item, i: c_long) -> c_int
{
    return *(&raw mut (*p).values as *mut c_int).wrapping_offset(i as isize);
}

macro_rules! IS_SIDE
{
    ($p:expr, $field:ident, $q:expr) =>
    {
        (*c_math::element(&raw const (*$p).$field.sides, 0) == $q) as core::ffi::c_int
    };
}
pub(crate) use IS_SIDE;

macro_rules! SIDE_OR
{
    ($p:expr, $field:ident, $q:expr) =>
    {
        if c_math::truth(*c_math::element(&raw const (*$p).$field.sides, 1))
        {
            *c_math::element(&raw const (*$p).$field.sides, 1)
        }
        else
        {
            $q
        }
    };
}
pub(crate) use SIDE_OR;

macro_rules! UNMARKED
{
    ($p:expr, $field:ident) =>
    {
        c_math::like(*c_math::element(&raw const (*$p).$field.sides, 0) as core::ffi::c_ulong & 18446744073709551612,
            || *c_math::element(&raw const (*$p).$field.sides, 0))
    };
}
pub(crate) use UNMARKED;

macro_rules! IS_NULL
{
    ($p:expr) => { c_math::eq($p, 0i32) as core::ffi::c_int };
}
pub(crate) use IS_NULL;

macro_rules! READ_ONCE
{
    ($x:expr) =>
    {{
        let once = c_math::like((&raw const $x).read_volatile(), || $x);
        once
    }};
}
pub(crate) use READ_ONCE;

macro_rules! RING_AT
{
    ($p:expr, $field:ident) =>
    {
        c_math::offset_in(|| &raw const *$p, |whole| &raw const (*whole).$field) as core::ffi::c_ulong
    };
}
pub(crate) use RING_AT;

macro_rules! BEAD
{
    ($r:expr, $p:expr, $field:ident) =>
    {
        c_math::pointer_to_place(
            ($r as *mut core::ffi::c_char).wrapping_sub(
                c_math::offset_in(|| &raw const *$p, |whole| &raw const (*whole).$field)) as *mut core::ffi::c_void,
            || &raw const *$p
        )
    };
}
pub(crate) use BEAD;

macro_rules! NEXT_BEAD
{
    ($p:expr, $field:ident) =>
    {
        c_math::pointer_to_place(
            ((*$p).$field.next as *mut core::ffi::c_char).wrapping_sub(
                c_math::offset_in(|| &raw const *$p, |whole| &raw const (*whole).$field)) as *mut core::ffi::c_void,
            || &raw const *$p
        )
    };
}
pub(crate) use NEXT_BEAD;

macro_rules! EACH_BEAD
{
    ($p:expr, $r:expr, $field:ident, $body:block) =>
    {{
        $p =
            c_math::pointer_to_place(
                ((*$r).next as *mut core::ffi::c_char).wrapping_sub(
                    c_math::offset_in(|| &raw const *$p, |whole| &raw const (*whole).$field)) as *mut core::ffi::c_void,
                || &raw const *$p
            );
        let mut first = true;

        loop
        {
            if !first
            {
                $p =
                    c_math::pointer_to_place(
                        ((*$p).$field.next as *mut core::ffi::c_char).wrapping_sub(
                            c_math::offset_in(|| &raw const *$p, |whole_2| &raw const (*whole_2).$field)
                        ) as *mut core::ffi::c_void,
                        || &raw const *$p
                    );
            }

            first = false;

            if &raw mut (*$p).$field == $r
            {
                break;
            }

            $body;
        }
    }};
}
pub(crate) use EACH_BEAD;

macro_rules! NEVER
{
    ($p:expr) => { c_math::zero_like(|| $p) };
}
pub(crate) use NEVER;

macro_rules! ADDRESS
{
    ($p:expr) => { $p as core::ffi::c_ulong };
}
pub(crate) use ADDRESS;

macro_rules! COLOR
{
    ($which:expr) => { $which };
}
pub(crate) use COLOR;

macro_rules! PASTED
{
    (double) => { Some(on_double) };
    (float) => { Some(on_float) };
    (int) => { Some(on_int) };
    (long) => { Some(on_long) };
}
pub(crate) use PASTED;

macro_rules! TEXT
{
    ($x:ident) => { core::concat!(core::stringify!($x), "\0").as_ptr() as *const core::ffi::c_char };
}
pub(crate) use TEXT;

macro_rules! NAMED
{
    ($p:expr, $word:ident) => { (*$p).$word };
}
pub(crate) use NAMED;

macro_rules! LOW_BYTE_OF
{
    ($w:expr) => { $w.bytes[0] };
}
pub(crate) use LOW_BYTE_OF;

#[inline]
pub unsafe
fn WHOLE_OF(w: *const word) -> c_ulong
{
    return (*w).whole;
}

macro_rules! SUM_OF
{
    ($n:expr $(, $arguments:expr)* $(,)?) => { sum_of($n as core::ffi::c_int, $(c_math::argument($arguments)),*) };
}
pub(crate) use SUM_OF;

macro_rules! SAY
{
    ($format:expr $(, $arguments:expr)* $(,)?) =>
    {
        say(layout::Text($format).pointer(), $(c_math::argument($arguments)),*)
    };
}
pub(crate) use SAY;

macro_rules! SAY_OPT
{
    ($format:expr $(, $arguments:expr)* $(,)?) =>
    {
        say(layout::Text($format).pointer(), $(c_math::argument($arguments)),*)
    };
}
pub(crate) use SAY_OPT;

macro_rules! SAY_NAMED
{
    ($format:literal $(, $args:expr)* $(,)?) =>
    {
        say(core::concat!("at ", $format, "\0").as_ptr() as *const core::ffi::c_char, $(c_math::argument($args)),*)
    };
}
pub(crate) use SAY_NAMED;

macro_rules! SAY_WHERE
{
    ($format:literal $(, $arguments:expr)* $(,)?) =>
    {
        say(core::concat!("%s:%d ", $format, "\0").as_ptr() as *const core::ffi::c_char,
            (core::concat!(core::file!(), "\0").as_ptr() as *const core::ffi::c_char).cast_mut(),
            core::line!() as core::ffi::c_int, $(c_math::argument($arguments)),*)
    };
}
pub(crate) use SAY_WHERE;

macro_rules! KEYWORDS
{
    ($type:expr, $fn:expr, $self:expr) => { c_math::add($type, c_math::mul($fn, $self)) };
}
pub(crate) use KEYWORDS;

mod hidden_macro
{
    macro_rules! hidden_macro
    {
        ($a:expr) => { hidden($a as core::ffi::c_int).wrapping_add(1) };
    }
    pub(crate) use hidden_macro as hidden;
}
pub(crate) use hidden_macro::hidden;

#[inline]
pub unsafe
fn GENERIC(x: c_int) -> c_int
{
    return on_int(x);
}

#[inline]
pub unsafe
fn BY_DEFAULT(x: f64) -> f64
{
    return on_double(x);
}

#[inline]
pub unsafe
fn BY_LITERAL(x: c_int) -> c_int
{
    return 3;
}

#[inline]
pub unsafe
fn CHOOSE(x: c_int) -> c_int
{
    return 1;
}

macro_rules! DEVICE_AT
{
    ($d:expr, $offset:expr) =>
    {
        (*(*$d).does).at.unwrap_unchecked()((*(*$d).does).cookie as *mut core::ffi::c_void, (*$d).handle,
            c_math::stored($offset))
    };
}
pub(crate) use DEVICE_AT;

macro_rules! DEVICE_FAR
{
    ($d:expr, $offset:expr) =>
    {
        (*(*$d).does).at.unwrap_unchecked()((*(*$d).does).cookie as *mut core::ffi::c_void,
            c_math::stored(c_math::add($offset, 0x12345i32)), c_math::stored(300i32))
    };
}
pub(crate) use DEVICE_FAR;

macro_rules! DEVICE_FILL
{
    ($d:expr, $from:expr, $count:expr, $twice:expr) =>
    {
        (*(*$d).does).fill.unwrap_unchecked()((*(*$d).does).cookie as *mut core::ffi::c_void, c_math::stored($from),
            c_math::stored($count), c_math::stored($twice))
    };
}
pub(crate) use DEVICE_FILL;

macro_rules! FIRST_CELL
{
    ($p:expr) =>
    {
        c_math::same(c_math::element(&raw mut (*$p).cells, 0).cast(), || c_math::element(&raw mut (*$p).cells, 0))
    };
}
pub(crate) use FIRST_CELL;

macro_rules! CELL_INDEX
{
    ($p:expr, $cell:expr) =>
    {
        (($cell as *mut core::ffi::c_uchar as isize).wrapping_sub(
                c_math::element(&raw mut (*$p).cells, 0) as *mut core::ffi::c_uchar as isize) as usize /
            {
                let size = c_math::size();

                if false
                {
                    size.of(&*$cell);
                }

                size.get()
            }) as core::ffi::c_long
    };
}
pub(crate) use CELL_INDEX;

macro_rules! CELLS_AT
{
    ($p:expr) =>
    {
        (c_math::element(&raw mut (*$p).cells, 0) as core::ffi::c_ulong).wrapping_sub($p as core::ffi::c_ulong)
    };
}
pub(crate) use CELLS_AT;

macro_rules! WALK_CELLS
{
    ($x:expr, $p:expr, $body:block) =>
    {{
        $x = c_math::element(&raw mut (*$p).cells, 0);
        let mut first = true;

        loop
        {
            if !first
            {
                let place = &raw mut $x;
                *place = c_math::stepped(*place, 1);
            }

            first = false;

            if !($x < c_math::element(&raw mut (*$p).cells, c_math::convert((*$p).used)))
            {
                break;
            }

            $body;
        }
    }};
}
pub(crate) use WALK_CELLS;

macro_rules! WALK_CELLS_BACK
{
    ($x:expr, $p:expr, $body:block) =>
    {{
        $x = c_math::element(&raw mut (*$p).cells, c_math::convert(c_math::sub((*$p).used, 1i32)));
        let mut first = true;

        loop
        {
            if !first
            {
                let place = &raw mut $x;
                *place = c_math::stepped(*place, -1);
            }

            first = false;

            if !($x >= c_math::element(&raw mut (*$p).cells, 0))
            {
                break;
            }

            $body;
        }
    }};
}
pub(crate) use WALK_CELLS_BACK;

macro_rules! LAST_CELL
{
    ($p:expr) =>
    {{
        let mut cell_ =
            c_math::same(c_math::element(&raw mut (*$p).cells, 0).cast(), || c_math::element(&raw mut (*$p).cells, 0));

        while cell_ < c_math::element(&raw mut (*$p).cells, c_math::convert((*$p).used))
        {
            cell_ = cell_.wrapping_offset(1);
        }

        cell_.wrapping_offset((1 as isize).wrapping_neg())
    }};
}
pub(crate) use LAST_CELL;

macro_rules! READ_TWO
{
    ($p:expr, $to:expr) =>
    {{
        let place = &raw mut $p;
        let old = *place;
        *place = old.wrapping_offset(1);
        $to = c_math::convert(*old as core::ffi::c_uint);
        let place_2 = &raw mut $to;
        let place_3 = &raw mut $p;
        let old_2 = *place_3;
        *place_3 = old_2.wrapping_offset(1);
        let value = (*old_2 as core::ffi::c_uint) << 8;
        *place_2 = c_math::convert(c_math::or(*place_2, value));
        *place_2
    }};
}
pub(crate) use READ_TWO;

macro_rules! WRITE_TWO
{
    ($p:expr, $from:expr) =>
    {{
        *{
            let place = &raw mut $p;
            let old = *place;
            *place = old.wrapping_offset(1);
            old
        } =
            c_math::convert($from as core::ffi::c_uchar);
        *{
            let place_2 = &raw mut $p;
            *place_2 = (*place_2).wrapping_offset((1 as isize).wrapping_neg());
            *place_2
        } =
            c_math::convert(c_math::shr($from, 8i32) as core::ffi::c_uchar);
        let place_3 = &raw mut $p;
        *place_3 = (*place_3).wrapping_offset(2);
        *place_3
    }};
}
pub(crate) use WRITE_TWO;

macro_rules! APPEND
{
    ($at:expr, $from:expr, $size:expr) =>
    {{
        {
            copy($at as *mut core::ffi::c_void, $from as *const core::ffi::c_void, $size as core::ffi::c_ulong);
            let place = &raw mut $at;
            *place = (*place).wrapping_offset(c_math::convert($size));
        }
    }};
}
pub(crate) use APPEND;

macro_rules! CHAIN
{
    ($head:expr, $p:expr) =>
    {{
        {
            (*$p).chained = $head as *mut core::ffi::c_void;
            $head = $p.cast();
        }
    }};
}
pub(crate) use CHAIN;

macro_rules! STORE_AT
{
    ($p:expr, $value:expr) =>
    {{
        {
            if c_math::truth($p)
            {
                *$p = c_math::convert($value);
            }

            let value = on_int($value as core::ffi::c_int);
            calls = calls.wrapping_add(value);
        }
    }};
}
pub(crate) use STORE_AT;

macro_rules! ADDRESS_BEHIND
{
    ($p:expr, $n:expr) => { address_of(c_math::add($p, $n) as *const core::ffi::c_void) };
}
pub(crate) use ADDRESS_BEHIND;

macro_rules! CONST_FIELD
{
    ($p:expr, $which:expr, $field:ident) =>
    {
        if c_math::truth($which)
        {
            &raw const (*($p as *const small)).$field as *mut core::ffi::c_void
        }
        else
        {
            &raw const (*($p as *const large)).$field as *mut core::ffi::c_void
        }
    };
}
pub(crate) use CONST_FIELD;

macro_rules! ROOM_OF
{
    ($type:ty, $member:ident) =>
    {{
        let size = c_math::size();

        if false
        {
            size.of(&(*(core::mem::align_of::<$type>() as *mut $type)).$member);
        }

        size.get() as core::ffi::c_ulong
    }};
}
pub(crate) use ROOM_OF;

macro_rules! SPARE_AT
{
    ($p:expr) => { address_of(c_math::element(&raw mut (*$p).spare, 0) as *const core::ffi::c_void) };
}
pub(crate) use SPARE_AT;

macro_rules! TYPE_IN
{
    (number) => { core::ffi::c_int };
    (by_age) => { link };
    (busy) => { core::ffi::c_int };
    (values) => { [core::ffi::c_int; 4] };
    (name) => { *const core::ffi::c_char };
}
pub(crate) use TYPE_IN;

macro_rules! TYPE_IN_LARGE
{
    (used) => { core::ffi::c_int };
    (cells) => { [item; 2] };
}
pub(crate) use TYPE_IN_LARGE;

macro_rules! EXCHANGE
{
    ($a:expr, $b:expr) =>
    {{
        {
            let mut one_ = c_math::zero_like(|| $a);
            let mut other_ = c_math::zero_like(|| $b);
            one_ = $a;
            other_ = $b;
            $a = c_math::stored(other_);
            $b = c_math::stored(one_);
        }
    }};
}
pub(crate) use EXCHANGE;

macro_rules! ADD_HALVES
{
    ($to:expr, $from:expr) =>
    {{
        {
            let mut halves_: struct_halves = core::mem::zeroed();
            copy(&raw mut halves_ as *mut core::ffi::c_void, $from as *const core::ffi::c_void,
                core::mem::size_of::<struct_halves>() as core::ffi::c_ulong);
            let place = &raw mut $to;
            *place =
                c_math::convert(
                    c_math::add(*place, halves_.low as core::ffi::c_int * 100 + halves_.high as core::ffi::c_int));
        }
    }};
}
pub(crate) use ADD_HALVES;

macro_rules! OLD_OFFSET
{
    ($type:ty, $member:ident) => { core::mem::offset_of!($type, $member) as core::ffi::c_long as core::ffi::c_ulong };
}
pub(crate) use OLD_OFFSET;

macro_rules! OLD_OUTER
{
    ($p:expr, $type:ty, $member:ident) =>
    {
        ($p as *mut core::ffi::c_char as isize).wrapping_sub(
            core::mem::offset_of!($type, $member) as *mut core::ffi::c_char as isize) as *mut $type
    };
}
pub(crate) use OLD_OUTER;

macro_rules! PLACE_AT_NULL
{
    ($type:ty, $member:ident) => { &raw mut (*core::mem::zeroed::<*mut $type>()).$member };
}
pub(crate) use PLACE_AT_NULL;

macro_rules! ANSWER
{
    ($function:expr, $a:expr) => { answer_of(c_math::function::<_, any_function>($function), $a as core::ffi::c_int) };
}
pub(crate) use ANSWER;

macro_rules! TEXT_OF
{
    ($x:ident) => { core::concat!(core::stringify!($x), "\0").as_ptr() as *const core::ffi::c_char };
}
pub(crate) use TEXT_OF;

macro_rules! SPECIAL
{
    ($reg:ident) =>
    {{
        let v: core::ffi::c_ulong;
        core::arch::asm!(
            core::concat!("mov %", core::stringify!($reg), ", {v}"),
            v = lateout(reg) v,
            options(att_syntax, nostack)
        );
        v
    }};
}
pub(crate) use SPECIAL;

macro_rules! SPECIAL_NUMBERED
{
    ($n:ident) =>
    {{
        let v: core::ffi::c_ulong;
        core::arch::asm!(
            core::concat!("mov %r", core::stringify!($n), ", {v}"),
            v = lateout(reg) v,
            options(att_syntax, nostack)
        );
        v & 0
    }};
}
pub(crate) use SPECIAL_NUMBERED;

macro_rules! SPECIAL_WRITE
{
    ($reg:ident, $value:expr) =>
    {{
        core::arch::asm!(
            core::concat!("mov {0}, %", core::stringify!($reg)),
            in(reg) $value as core::ffi::c_ulong,
            options(att_syntax, nostack)
        );
    }};
}
pub(crate) use SPECIAL_WRITE;

macro_rules! ASM_CONSTANT
{
    ($n:expr) =>
    {{
        let v: core::ffi::c_int;
        core::arch::asm!("movl ${0}, {v:e}", const $n, v = lateout(reg) v, options(att_syntax, pure, nomem, nostack));
        v
    }};
}
pub(crate) use ASM_CONSTANT;

macro_rules! ASSERT_SAME
{
    ($name:ident, $a:expr, $b:expr) =>
    {
        const _: () =
        {
            core::assert!(c_math::eq($a, $b), core::concat!("{{", core::stringify!($name), "}} differs"));
        };
    };
}
pub(crate) use ASSERT_SAME;

#[inline]
pub unsafe extern "C"
fn twice(a: c_int) -> c_int
{
    return a.wrapping_mul(2);
}

macro_rules! APPLY_TWICE
{
    ($type:ty, $x:expr) => { apply(Some(twice), $x as core::ffi::c_int) as $type };
}
pub(crate) use APPLY_TWICE;

macro_rules! PAGE_HAS
{
    ($p:expr, $mask:expr) =>
    {
        c_math::ne(c_math::and(*(*$p).state.state_flags_mut(), $mask), 0i32) as core::ffi::c_int
    };
}
pub(crate) use PAGE_HAS;

macro_rules! SIZE_MASK
{
    ($t:ty) =>
    {
        if core::mem::size_of::<$t>() < core::mem::size_of::<core::ffi::c_long>()
        {
            !1u64.wrapping_shl(core::mem::size_of::<$t>().wrapping_mul(8) as u32).wrapping_sub(1)
        }
        else
        {
            0
        }
    };
}
pub(crate) use SIZE_MASK;

macro_rules! SIZE_CHOSEN
{
    ($t:ty) => { if core::mem::size_of::<$t>() == 4 { 1 } else if core::mem::align_of::<$t>() > 1 { 2 } else { 3 } };
}
pub(crate) use SIZE_CHOSEN;

macro_rules! SIZE_TESTED
{
    ($x:expr, $t:ty) =>
    {{
        {
            if core::mem::size_of::<$t>() > 1 && core::mem::size_of::<*mut $t>() > 1
            {
                let place = &raw mut $x;
                *place = c_math::convert(c_math::add(*place, 2i32));
            }
            else
            {
                let place_2 = &raw mut $x;
                *place_2 = c_math::convert(c_math::add(*place_2, 3i32));
            }
        }
    }};
}
pub(crate) use SIZE_TESTED;

macro_rules! SIZE_IN_A_BYTE
{
    ($t:ty) =>
    {
        core::mem::size_of::<$t>().wrapping_add(250) as core::ffi::c_uchar as core::ffi::c_int +
            core::mem::size_of::<$t>().wrapping_mul(100) as core::ffi::c_uchar as core::ffi::c_int
    };
}
pub(crate) use SIZE_IN_A_BYTE;

macro_rules! OFFSET_CHOSEN
{
    ($t:ty, $member:ident) => { if core::mem::offset_of!($t, $member) == 0 { 1 } else { 2 } };
}
pub(crate) use OFFSET_CHOSEN;

macro_rules! OFFSET_IN_ITEM
{
    ($member:ident) => { if core::mem::offset_of!(item, $member) > 0 { 1 } else { 2 } };
}
pub(crate) use OFFSET_IN_ITEM;

macro_rules! LARGEST_OF
{
    ($t:ty) => { 0xffffffffffffffff as core::ffi::c_ulong as $t };
}
pub(crate) use LARGEST_OF;

macro_rules! TRUTH_IN
{
    ($t:ty, $x:expr) => { !c_math::truth($x) as $t };
}
pub(crate) use TRUTH_IN;

macro_rules! NEVER_AN_INT
{
    ($t:ty) => { 2 };
}
pub(crate) use NEVER_AN_INT;

macro_rules! NEXT_OF
{
    ($t:ty, $p:expr) => { ($p as *mut $t).wrapping_add(1) };
}
pub(crate) use NEXT_OF;

macro_rules! BITS_AS
{
    ($t:ty, $x:expr) => { *(&raw mut $x as *mut $t) };
}
pub(crate) use BITS_AS;

macro_rules! FIRST_AS
{
    ($t:ty, $u:ty, $p:expr) => { *($p as *mut $t as *mut $u) };
}
pub(crate) use FIRST_AS;

macro_rules! KEEP_FLAGS
{
    ($kept:expr, $p:expr, $n:expr) =>
    {{
        let value: core::ffi::c_uint = $n as core::ffi::c_uint;
        let place = $p;
        (*place).set_flags(value);
        let value_2 = c_math::convert((*place).flags());
        $kept = value_2;
        value_2
    }};
}
pub(crate) use KEEP_FLAGS;

macro_rules! BYTE_AFTER
{
    ($x:expr) =>
    {{
        count_up();
        ($x) as core::ffi::c_uchar
    }};
}
pub(crate) use BYTE_AFTER;

macro_rules! TEST_AFTER
{
    ($x:expr, $y:expr) =>
    {{
        count_up();
        ($x as core::ffi::c_short as core::ffi::c_long).wrapping_sub($y as core::ffi::c_long)
    }};
}
pub(crate) use TEST_AFTER;

macro_rules! NO_WIDTH
{
    ($e:expr) => { 0 };
}
pub(crate) use NO_WIDTH;

macro_rules! BIT_WITHIN
{
    ($n:expr) => { c_math::add(c_math::shl(1 as core::ffi::c_uint, $n), 0i32) };
}
pub(crate) use BIT_WITHIN;

macro_rules! POINTER_OF
{
    ($c:expr, $p:expr, $q:expr) =>
    {
        if c_math::truth($c)
        {
            ($p) as *mut core::ffi::c_int as *mut core::ffi::c_void
        }
        else
        {
            ($q) as *mut core::ffi::c_void
        }
    };
}
pub(crate) use POINTER_OF;

#[inline]
pub unsafe
fn OF_ITS_OWN_TYPE(x: c_int) -> c_int
{
    let r: [c_int; 2] = [x, 3];
    return r[0].wrapping_mul(r[1]);
}

macro_rules! SIZE_OF_ROWS
{
    ($n:expr) =>
    {
        (c_math::and($n, 7i32) as core::ffi::c_ulong).wrapping_mul(3).wrapping_mul(
            core::mem::size_of::<core::ffi::c_short>() as core::ffi::c_ulong)
    };
}
pub(crate) use SIZE_OF_ROWS;

macro_rules! ASSERT_OLD
{
    ($c:expr) => {{}};
}
pub(crate) use ASSERT_OLD;

macro_rules! TRIPLE_OF_CONSTANT
{
    ($x:expr) => { c_math::mul($x, 3i32) };
}
pub(crate) use TRIPLE_OF_CONSTANT;

macro_rules! READ_ONE
{
    ($x:expr) =>
    {{
        let one = c_math::like((&raw const $x).read_volatile(), || $x);
        one
    }};
}
pub(crate) use READ_ONE;

macro_rules! IS_SET
{
    ($i:expr, $a:expr) =>
    {{
        let one: core::ffi::c_ulong =
            ($a as *const core::ffi::c_ulong).wrapping_offset(c_math::div($i, 64i32) as isize).read_volatile();
        c_math::truth(
            c_math::and((&raw const one).read_volatile(), c_math::shl(1 as core::ffi::c_ulong, c_math::and($i, 63i32)))
        ) as core::ffi::c_int
    }};
}
pub(crate) use IS_SET;

macro_rules! LIKE_AN_ELEMENT
{
    ($i:expr, $a:expr) =>
    {{
        let held: core::ffi::c_long = *($a as *const core::ffi::c_long).wrapping_offset($i as isize);
        held
    }};
}
pub(crate) use LIKE_AN_ELEMENT;

macro_rules! WITH_HELD
{
    ($i:expr, $held:expr, $body:block) =>
    {{
        $held = c_math::convert(taken($i));
        let mut first = true;

        loop
        {
            if !first
            {
                given($i, c_math::truth($held));
                $held = c_math::convert(0i32);
            }

            first = false;

            if !c_math::truth($held)
            {
                break;
            }

            $body;
        }
    }};
}
pub(crate) use WITH_HELD;

macro_rules! NUMBER_OF_BASE
{
    (base_of = $base_of:expr) => { c_math::add((*$base_of).number, 5i32) };
}
pub(crate) use NUMBER_OF_BASE;

macro_rules! FIRST_OF_BASE
{
    (base_of = $base_of:expr) => { (*$base_of).values[0] };
}
pub(crate) use FIRST_OF_BASE;

macro_rules! NUMBERS_OF_BOTH
{
    (base_of = $base_of:expr, other_of = $other_of:expr) =>
    {
        c_math::mul(c_math::add((*$base_of).number, 5i32), (*$other_of).number)
    };
}
pub(crate) use NUMBERS_OF_BOTH;

macro_rules! SUM_OF_THREE
{
    ($a:expr, $b:expr, $c:expr) => { c_math::add($a, c_math::mul($b, $c)) };
}
pub(crate) use SUM_OF_THREE;

macro_rules! SUM_COUNTED
{
    ($argument_1:expr, $argument_2:expr, $argument_3:expr) =>
    {
        c_math::add($argument_1, c_math::mul($argument_2, $argument_3))
    };
}
pub(crate) use SUM_COUNTED;

macro_rules! SUM_OF_FIRST
{
    ($first:expr, $argument_1:expr, $argument_2:expr) => { c_math::add($first, c_math::mul($argument_1, $argument_2)) };
}
pub(crate) use SUM_OF_FIRST;

macro_rules! RUN_HANDLER
{
    ($h:expr, $by:expr) => { (*(*$h).isa).run.unwrap_unchecked()($h as *mut core::ffi::c_void, c_math::stored($by)) };
}
pub(crate) use RUN_HANDLER;

#[inline]
pub unsafe
fn doubled(x: *const c_int) -> c_int
{
    return (*x).wrapping_mul(2);
}

#[inline]
pub unsafe
fn DOUBLE_IN_PLACE(x: *mut c_int)
{
    {
        *x = doubled(x);
    }
}

#[inline]
pub unsafe
fn OLDER(i: *mut item)
{
    {
        let value = age_of(i);
        (*i).values[1] = (*i).values[1].wrapping_add(value);
        (*i).number = (*i).number.wrapping_add(1);
    }
}

macro_rules! AGE_AND_NUMBER
{
    ($i:expr) => { c_math::add(age_of($i), (*$i).number) };
}
pub(crate) use AGE_AND_NUMBER;
