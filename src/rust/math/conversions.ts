/** What C makes of a number or a pointer where another type is wanted (C11 6.3): what is stored, passed, taken for true, one of two branches. */

const integerTypes = "bool i8 u8 i16 u16 i32 u32 i64 u64 isize usize";

const floatTruth = `

impl Truth for f32
{
    #[inline]
    fn is_true(self) -> bool
    {
        return self != 0.0;
    }
}

impl Truth for f64
{
    #[inline]
    fn is_true(self) -> bool
    {
        return self != 0.0;
    }
}`;

const truthOfNumbers = (floats: boolean): string => `macro_rules! truth
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

truth!(bool i8 u8 i16 u16 i32 u32 i64 u64 isize usize);${floats ? floatTruth : ""}`;

const floatArgument = `

impl Argument for f32
{
    type Passed = f64;

    #[inline]
    fn passed(self) -> f64
    {
        return self as f64;
    }
}

impl Argument for f64
{
    type Passed = f64;

    #[inline]
    fn passed(self) -> f64
    {
        return self;
    }
}`;

/** Each number type stored in the others; in its own it is what it is. */
const storedPairs = (types: readonly string[]): string =>
  types.map((from) => `stored!(${from}: ${types.filter((to) => to !== from).join(" ")});`).join("\n");

export function conversions(floats: boolean) {
  const types = floats ? `${integerTypes} f32 f64` : integerTypes;
  return {
    stored: `/// What C stores without a cast: a number in a number of any type, a pointer in one of its kind, anything in a place of its own type.
pub trait Stored<T>
{
    fn stored(self) -> T;
}

impl<T> Stored<T> for T
{
    #[inline]
    fn stored(self) -> T
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
    ($from:ty: $($to:ty)*) =>
    {
        $(
            impl Stored<$to> for $from
            {
                #[inline]
                fn stored(self) -> $to
                {
                    return convert(self);
                }
            }
        )*
    };
}

${storedPairs(types.split(" "))}

/// The value as what it is stored in holds it.
#[inline]
pub
fn stored<V: Stored<T>, T>(value: V) -> T
{
    return value.stored();
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

/// An array is the pointer to its first element.
impl<T, const N: usize> Truth for [T; N]
{
    #[inline]
    fn is_true(self) -> bool
    {
        return true;
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
}

${truthOfNumbers(floats)}`,
    common: `/// \`a\` in the type that C gives \`a\` and \`b\` together. \`b\` is not evaluated.
#[inline]
pub const
fn common<A: Word, B: Word, F: FnOnce() -> B>(a: A, b: F) -> <A::Promoted as Common<B::Promoted>>::Type
where
    A::Promoted: Common<B::Promoted>
{
    core::mem::forget(b);
    return convert(a);
}`,
    branches: `/// The types of the two branches of \`?:\`, each of which is written once: both have the type that C gives them together.
pub struct Branches<A, B>(core::marker::PhantomData<(A, B)>);

impl<A: Word, B: Word> Branches<A, B>
where
    A::Promoted: Common<B::Promoted>
{
    #[inline]
    pub const
    fn then(&self, a: A) -> <A::Promoted as Common<B::Promoted>>::Type
    {
        return convert(a);
    }

    #[inline]
    pub const
    fn other(&self, b: B) -> <A::Promoted as Common<B::Promoted>>::Type
    {
        return convert(b);
    }
}

#[inline]
pub const
fn branches<A, B>() -> Branches<A, B>
{
    return Branches(core::marker::PhantomData);
}`,
    argument: `/// What is passed for \`...\`: of a type that Rust knows before it knows that of a bare literal.
#[repr(transparent)]
pub struct Passed<T>(pub T);

/// What C passes for \`...\` (C11 6.5.2.2p6): promoted numbers, double for float; pointers as they are.
pub trait Argument
{
    type Passed;

    fn passed(self) -> Self::Passed;
}

macro_rules! as_it_is
{
    ($($name:ty => $passed:ty,)*) =>
    {
        $(
            impl<T> Argument for $name
            {
                type Passed = $passed;

                #[inline]
                fn passed(self) -> $passed
                {
                    return self;
                }
            }
        )*
    };
}

as_it_is!(*mut T => *mut T, *const T => *const T, &mut T => *mut T, &T => *const T, Option<T> => Option<T>,);

macro_rules! promoted
{
    ($($name:ty)*) =>
    {
        $(
            impl Argument for $name
            {
                type Passed = <$name as Word>::Promoted;

                #[inline]
                fn passed(self) -> Self::Passed
                {
                    return from_bits(bits(self));
                }
            }
        )*
    };
}

promoted!(${integerTypes});${floats ? floatArgument : ""}

/// \`value\` as an argument for \`...\`.
#[inline]
pub
fn argument<A: Argument>(value: A) -> Passed<A::Passed>
{
    return Passed(value.passed());
}`,
  } as const;
}
