/**
 * C's arithmetic for macros, whose arguments may be of any integer type: promotion, the usual conversions, wrapping results (C11 6.3.1.1,
 * 6.3.1.8; GCC: -fwrapv). In: which functions are used; out: verbatim items in the KPI style, emitted once a crate, no_std. What is calculated
 * with integers is `const`. Everything goes through 64 bits, so that no function of a compiler's runtime library is called.
 */
import type { Doc, ItemKey, RustItem } from "./rust-crate.js";

const operations = {
  add: { doc: "`a + b`", form: "wrapping", value: "a.wrapping_add(b)" },
  sub: { doc: "`a - b`", form: "wrapping", value: "a.wrapping_sub(b)" },
  mul: { doc: "`a * b`", form: "wrapping", value: "a.wrapping_mul(b)" },
  and: { doc: "`a & b`", form: "wrapping", value: "a & b" },
  or: { doc: "`a | b`", form: "wrapping", value: "a | b" },
  xor: { doc: "`a ^ b`", form: "wrapping", value: "a ^ b" },
  div: { doc: "`a / b`", form: "signed", signed: "(a as i64).wrapping_div(b as i64) as u64", unsigned: "a / b" },
  rem: { doc: "`a % b`", form: "signed", signed: "(a as i64).wrapping_rem(b as i64) as u64", unsigned: "a % b" },
  eq: { doc: "`a == b`", form: "compare", operator: "==" },
  ne: { doc: "`a != b`", form: "compare", operator: "!=" },
  lt: { doc: "`a < b`", form: "compare", operator: "<" },
  le: { doc: "`a <= b`", form: "compare", operator: "<=" },
  gt: { doc: "`a > b`", form: "compare", operator: ">" },
  ge: { doc: "`a >= b`", form: "compare", operator: ">=" },
} as const;

const others = {
  shl: `/// \`a << n\`: the type is that of the promoted left operand.
#[inline]
pub const
fn shl<A: Integer, N: Integer>(a: A, n: N) -> A::Promoted
{
    let count = bits(n) as u32 & (core::mem::size_of::<A::Promoted>() as u32 * 8 - 1);
    return from_bits(bits(from_bits::<A::Promoted>(bits(a))) << count);
}`,
  shr: `/// \`a >> n\`: the type is that of the promoted left operand.
#[inline]
pub const
fn shr<A: Integer, N: Integer>(a: A, n: N) -> A::Promoted
{
    let count = bits(n) as u32 & (core::mem::size_of::<A::Promoted>() as u32 * 8 - 1);
    let value = bits(from_bits::<A::Promoted>(bits(a)));

    if A::Promoted::SIGNED
    {
        return from_bits(((value as i64) >> count) as u64);
    }

    return from_bits(value >> count);
}`,
  neg: `/// \`-a\`.
#[inline]
pub const
fn neg<A: Integer>(a: A) -> A::Promoted
{
    return from_bits(bits(a).wrapping_neg());
}`,
  complement: `/// \`~a\`.
#[inline]
pub const
fn complement<A: Integer>(a: A) -> A::Promoted
{
    return from_bits(!bits(a));
}`,
  align_up: `/// \`a\` rounded up to a multiple of \`n\`, a power of two.
#[inline]
pub const
fn align_up<A: Integer, N: Integer>(a: A, n: N) -> A
{
    let mask = bits(n).wrapping_sub(1);
    return from_bits(bits(a).wrapping_add(mask) & !mask);
}`,
  align_down: `/// \`a\` rounded down to a multiple of \`n\`, a power of two.
#[inline]
pub const
fn align_down<A: Integer, N: Integer>(a: A, n: N) -> A
{
    return from_bits(bits(a) & !bits(n).wrapping_sub(1));
}`,
  is_aligned: `/// Whether \`a\` is a multiple of \`n\`, a power of two.
#[inline]
pub const
fn is_aligned<A: Integer, N: Integer>(a: A, n: N) -> bool
{
    return bits(from_bits::<A>(bits(a) & bits(n).wrapping_sub(1))) == 0;
}`,
  convert: `/// \`(T)a\`: modulo 2 to the width of \`T\`; to \`bool\`, whether it is not zero.
#[inline]
pub const
fn convert<A: Integer, T: Integer>(a: A) -> T
{
    return from_bits(bits(a));
}`,
  stored: `/// What C stores without a cast: a number in a number of any type, a pointer in one of its kind.
pub trait Stored<T>
{
    fn stored(self) -> T;
}

impl<T> Stored<*mut T> for *mut T
{
    #[inline]
    fn stored(self) -> *mut T
    {
        return self;
    }
}

impl<T> Stored<*const T> for *mut T
{
    #[inline]
    fn stored(self) -> *const T
    {
        return self;
    }
}

impl<T> Stored<*const T> for *const T
{
    #[inline]
    fn stored(self) -> *const T
    {
        return self;
    }
}

impl<T> Stored<Option<T>> for Option<T>
{
    #[inline]
    fn stored(self) -> Option<T>
    {
        return self;
    }
}

impl<T> Stored<*mut T> for &mut T
{
    #[inline]
    fn stored(self) -> *mut T
    {
        return self;
    }
}

impl<T> Stored<*const T> for &mut T
{
    #[inline]
    fn stored(self) -> *const T
    {
        return self;
    }
}

impl<T> Stored<*const T> for &T
{
    #[inline]
    fn stored(self) -> *const T
    {
        return self;
    }
}

macro_rules! stored
{
    ($($to:ty)*) =>
    {
        $(
            impl<A: Integer> Stored<$to> for A
            {
                #[inline]
                fn stored(self) -> $to
                {
                    return from_bits(bits(self));
                }
            }
        )*
    };
}

stored!(bool i8 u8 i16 u16 i32 u32 i64 u64 isize usize);

/// The value as what it is stored in holds it.
#[inline]
pub
fn stored<V: Stored<T>, T>(value: V) -> T
{
    return value.stored();
}`,
  function: `/// What C's casts make a pointer to a function of: another one, or what may be an address.
pub trait Function: Copy
{
}

impl<F: Copy> Function for Option<F>
{
}

impl<T> Function for *mut T
{
}

impl<T> Function for *const T
{
}

impl Function for usize
{
}

/// \`(T)of\`: a pointer to a function as one to a function of another type.
#[inline]
pub const unsafe
fn function<F: Function, T: Function>(of: F) -> T
{
    core::assert!(core::mem::size_of::<F>() == core::mem::size_of::<T>());
    return unsafe { core::mem::transmute_copy(&of) };
}`,
  stepped: `/// What \`++\` and \`--\` make of a number or a pointer.
pub trait Stepped
{
    fn stepped(self, by: isize) -> Self;
}

impl<T> Stepped for *mut T
{
    #[inline]
    fn stepped(self, by: isize) -> *mut T
    {
        return self.wrapping_offset(by);
    }
}

impl<T> Stepped for *const T
{
    #[inline]
    fn stepped(self, by: isize) -> *const T
    {
        return self.wrapping_offset(by);
    }
}

macro_rules! steps
{
    ($($name:ty)*) =>
    {
        $(
            impl Stepped for $name
            {
                #[inline]
                fn stepped(self, by: isize) -> $name
                {
                    return from_bits(bits(self).wrapping_add(by as i64 as u64));
                }
            }
        )*
    };
}

steps!(bool i8 u8 i16 u16 i32 u32 i64 u64 isize usize);

/// \`a + by\` in the type of \`a\`; \`by\` is 1 or -1.
#[inline]
pub
fn stepped<T: Stepped>(a: T, by: isize) -> T
{
    return a.stepped(by);
}`,
  moved: `/// A pointer and what is added to it.
pub trait Moved<B>
{
    type Pointer;

    fn moved(self, by: B) -> Self::Pointer;
}

impl<T, B: Integer> Moved<B> for *mut T
{
    type Pointer = *mut T;

    #[inline]
    fn moved(self, by: B) -> *mut T
    {
        return self.wrapping_offset(bits(by) as isize);
    }
}

impl<T, B: Integer> Moved<B> for *const T
{
    type Pointer = *const T;

    #[inline]
    fn moved(self, by: B) -> *const T
    {
        return self.wrapping_offset(bits(by) as isize);
    }
}

impl<T, A: Integer> Moved<*mut T> for A
{
    type Pointer = *mut T;

    #[inline]
    fn moved(self, by: *mut T) -> *mut T
    {
        return by.wrapping_offset(bits(self) as isize);
    }
}

impl<T, A: Integer> Moved<*const T> for A
{
    type Pointer = *const T;

    #[inline]
    fn moved(self, by: *const T) -> *const T
    {
        return by.wrapping_offset(bits(self) as isize);
    }
}

/// \`a + b\`, one of which is a pointer.
#[inline]
pub
fn moved<A: Moved<B>, B>(a: A, b: B) -> A::Pointer
{
    return a.moved(b);
}`,
  like: `/// \`a\` in the type of \`like\`, an integer or a pointer, which is not evaluated.
#[inline]
pub const
fn like<A: Integer, T: Word, F: FnOnce() -> T>(a: A, like: F) -> T
{
    core::mem::forget(like);
    return from_bits(bits(a));
}`,
  same: `/// \`a\`, whose type is that of \`like\`, which is not evaluated.
#[inline]
pub const
fn same<T: Copy, F: FnOnce() -> T>(a: T, like: F) -> T
{
    core::mem::forget(like);
    return a;
}`,
  pointer_to_like: `/// \`a\` as a pointer to what is of the type of \`like\`, which is not evaluated.
#[inline]
pub const
fn pointer_to_like<T, F: FnOnce() -> T>(a: *mut core::ffi::c_void, like: F) -> *mut T
{
    core::mem::forget(like);
    return a.cast();
}`,
  pointer_to_place: `/// \`a\` as a pointer to what is of the type that \`place\` points to, which is not evaluated.
#[inline]
pub const
fn pointer_to_place<T, F: FnOnce() -> *const T>(a: *mut core::ffi::c_void, place: F) -> *mut T
{
    core::mem::forget(place);
    return a.cast();
}`,
  offset_in: `/// Where in what \`whole\` points to the member is that \`member\` points to, in bytes. Neither is read.
#[inline]
pub
fn offset_in<T, M, W: FnOnce() -> *const T, F: FnOnce(*const T) -> *const M>(whole: W, member: F) -> usize
{
    core::mem::forget(whole);
    let room = core::mem::MaybeUninit::<T>::uninit();
    let whole = room.as_ptr();
    return (member(whole) as usize).wrapping_sub(whole as usize);
}`,
  zero_like: `/// All zeroes in the type of \`like\`, which is not evaluated.
#[inline]
pub const unsafe
fn zero_like<T, F: FnOnce() -> T>(like: F) -> T
{
    core::mem::forget(like);
    return unsafe { core::mem::zeroed() };
}`,
  common: `/// \`a\` in the type that C gives \`a\` and \`b\` together. \`b\` is not evaluated.
#[inline]
pub const
fn common<A: Integer, B: Integer, F: FnOnce() -> B>(a: A, b: F) -> <A::Promoted as Common<B::Promoted>>::Type
where
    A::Promoted: Common<B::Promoted>
{
    core::mem::forget(b);
    return from_bits(bits(a));
}`,
  truth: `/// What C takes for true: a number that is not zero, a pointer that is not null.
pub trait Truth
{
    fn is_true(self) -> bool;
}

impl<T: ?Sized> Truth for *mut T
{
    #[inline]
    fn is_true(self) -> bool
    {
        return !self.is_null();
    }
}

impl<T: ?Sized> Truth for *const T
{
    #[inline]
    fn is_true(self) -> bool
    {
        return !self.is_null();
    }
}

impl<T> Truth for Option<T>
{
    #[inline]
    fn is_true(self) -> bool
    {
        return self.is_some();
    }
}

/// Whether C takes \`value\` for true.
#[inline]
pub
fn truth<T: Truth>(value: T) -> bool
{
    return value.is_true();
}`,
  element: `/// Objects that C subscripts, by pointers to them: arrays, and pointers to the first of many.
pub trait Elements
{
    type Element;

    fn element(self, index: isize) -> Self::Element;
}

impl<T, const N: usize> Elements for *mut [T; N]
{
    type Element = *mut T;

    #[inline]
    fn element(self, index: isize) -> *mut T
    {
        return self.cast::<T>().wrapping_offset(index);
    }
}

impl<T, const N: usize> Elements for *const [T; N]
{
    type Element = *const T;

    #[inline]
    fn element(self, index: isize) -> *const T
    {
        return self.cast::<T>().wrapping_offset(index);
    }
}

macro_rules! elements
{
    ($outer:ident $inner:ident) =>
    {
        impl<T> Elements for *$outer *$inner T
        {
            type Element = *$inner T;

            #[inline]
            fn element(self, index: isize) -> *$inner T
            {
                return unsafe { (*self).wrapping_offset(index) };
            }
        }
    };
}

elements!(mut mut);
elements!(mut const);
elements!(const mut);
elements!(const const);

/// Where \`place[index]\` is; \`place\` points to the array, or to the pointer to its first element.
#[inline]
pub
fn element<P: Elements>(place: P, index: isize) -> P::Element
{
    return place.element(index);
}`,
  size: `/// Finds the size of an expression's type without evaluating it.
pub struct Size<T>(core::marker::PhantomData<T>);

impl<T> Size<T>
{
    #[inline]
    pub const
    fn of(&self, _: &T)
    {
    }

    #[inline]
    pub const
    fn get(&self) -> usize
    {
        return core::mem::size_of::<T>();
    }
}

#[inline]
pub const
fn size<T>() -> Size<T>
{
    return Size(core::marker::PhantomData);
}`,
} as const;

export type MathHelper = keyof typeof operations | keyof typeof others;

const base = `/// What C converts integers to: an integer type in 64 bits or less, or a pointer.
pub trait Word: Copy
{
    const SIGNED: bool = false;
    const BOOL: bool = false;
}

impl<T> Word for *mut T
{
}

impl<T> Word for *const T
{
}

/// An integer type of C, in 64 bits or less.
pub trait Integer: Word
{
    /// What C calculates with in its stead (C11 6.3.1.1p2).
    type Promoted: Integer;
}

/// The usual arithmetic conversions of two promoted types (C11 6.3.1.8).
pub trait Common<B>
{
    type Type: Integer;
}

macro_rules! integer
{
    ($name:ty, $signed:expr, $bool:expr, $promoted:ty) =>
    {
        impl Word for $name
        {
            const SIGNED: bool = $signed;
            const BOOL: bool = $bool;
        }

        impl Integer for $name
        {
            type Promoted = $promoted;
        }
    };
}

macro_rules! common
{
    ($a:ty, $b:ty => $c:ty) =>
    {
        impl Common<$b> for $a
        {
            type Type = $c;
        }

        impl Common<$a> for $b
        {
            type Type = $c;
        }
    };
    ($a:ty) =>
    {
        impl Common<$a> for $a
        {
            type Type = $a;
        }
    };
}

integer!(bool, false, true, i32);
integer!(i8, true, false, i32);
integer!(u8, false, false, i32);
integer!(i16, true, false, i32);
integer!(u16, false, false, i32);
integer!(i32, true, false, i32);
integer!(u32, false, false, u32);
integer!(i64, true, false, i64);
integer!(u64, false, false, u64);
integer!(isize, true, false, isize);
integer!(usize, false, false, usize);
common!(i32);
common!(u32);
common!(i64);
common!(u64);
common!(isize);
common!(usize);
common!(i32, u32 => u32);
common!(i32, i64 => i64);
common!(i32, u64 => u64);
common!(i32, isize => isize);
common!(i32, usize => usize);
common!(u32, i64 => i64);
common!(u32, u64 => u64);
common!(u32, usize => usize);
common!(i64, u64 => u64);
common!(i64, isize => i64);
common!(u64, isize => u64);
common!(u64, usize => u64);
common!(isize, usize => usize);
#[cfg(target_pointer_width = "64")]
common!(u32, isize => isize);
#[cfg(target_pointer_width = "64")]
common!(i64, usize => usize);
#[cfg(not(target_pointer_width = "64"))]
common!(u32, isize => u32);
#[cfg(not(target_pointer_width = "64"))]
common!(i64, usize => i64);

/// The value in 64 bits, with copies of its sign above it where it is signed.
#[inline]
const
fn bits<A: Integer>(a: A) -> u64
{
    unsafe
    {
        return match (core::mem::size_of::<A>(), A::SIGNED)
        {
            (1, true) => core::mem::transmute_copy::<A, i8>(&a) as u64,
            (1, false) => core::mem::transmute_copy::<A, u8>(&a) as u64,
            (2, true) => core::mem::transmute_copy::<A, i16>(&a) as u64,
            (2, false) => core::mem::transmute_copy::<A, u16>(&a) as u64,
            (4, true) => core::mem::transmute_copy::<A, i32>(&a) as u64,
            (4, false) => core::mem::transmute_copy::<A, u32>(&a) as u64,
            _ => core::mem::transmute_copy::<A, u64>(&a),
        };
    }
}

/// The low bits as a value of the type.
#[inline]
const
fn from_bits<T: Word>(bits: u64) -> T
{
    unsafe
    {
        return match core::mem::size_of::<T>()
        {
            1 if T::BOOL => core::mem::transmute_copy::<bool, T>(&(bits != 0)),
            1 => core::mem::transmute_copy::<u8, T>(&(bits as u8)),
            2 => core::mem::transmute_copy::<u16, T>(&(bits as u16)),
            4 => core::mem::transmute_copy::<u32, T>(&(bits as u32)),
            _ => core::mem::transmute_copy::<u64, T>(&bits),
        };
    }
}`;

const integerTruth = `macro_rules! truth
{
    ($($name:ty)*) =>
    {
        $(
            impl Truth for $name
            {
                #[inline]
                fn is_true(self) -> bool
                {
                    return self as u64 != 0;
                }
            }
        )*
    };
}

truth!(bool i8 u8 i16 u16 i32 u32 i64 u64 isize usize);`;

function operation(name: keyof typeof operations): string {
  const one = operations[name];
  const returns = one.form === "compare" ? "bool" : "<A::Promoted as Common<B::Promoted>>::Type";
  const common = "<A::Promoted as Common<B::Promoted>>::Type";
  const head = `/// ${one.doc}.
#[inline]
pub const
fn ${name}<A: Integer, B: Integer>(a: A, b: B) -> ${returns}
where
    A::Promoted: Common<B::Promoted>
{
    let a = bits(from_bits::<${common}>(bits(a)));
    let b = bits(from_bits::<${common}>(bits(b)));
`;
  if (one.form === "wrapping") return `${head}\n    return from_bits(${one.value});\n}`;
  const [signed, unsigned] =
    one.form === "compare"
      ? [`(a as i64) ${one.operator} (b as i64)`, `a ${one.operator} b`]
      : [`from_bits(${one.signed})`, `from_bits(${one.unsigned})`];
  return `${head}
    if <${common}>::SIGNED
    {
        return ${signed};
    }

    return ${unsigned};
}`;
}

const doc: Doc = { lines: [], definedIn: undefined, notes: [] };

/** Items of the module, those that are used and what they stand on. */
export function mathHelperItems(used: ReadonlySet<MathHelper>, core: string): RustItem[] {
  if (used.size === 0) return [];
  const verbatim = (name: string, text: string): RustItem => ({
    kind: "verbatim",
    key: `math ${name}` as ItemKey,
    lines: text.replaceAll("core::", `${core}::`).split("\n"),
    doc,
  });
  const items = [verbatim("base", base)];
  for (const name of Object.keys(operations) as (keyof typeof operations)[])
    if (used.has(name)) items.push(verbatim(name, operation(name)));
  for (const name of Object.keys(others) as (keyof typeof others)[])
    if (used.has(name)) items.push(verbatim(name, others[name]));
  if (used.has("truth")) items.push(verbatim("truth of integers", integerTruth));
  return items;
}
