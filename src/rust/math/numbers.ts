/**
 * What C calculates with, as Rust's traits: integer types in 64 bits or less and, where the program may have them, float and double; pointers; promotion
 * and the types of results as associated types (C11 6.3.1.1, 6.3.1.8, 6.5.6); values as 64 bits, so that functions are const and none of a compiler's runtime
 * library is called.
 */

const integerTrait = `/// An integer type of C, in 64 bits or less.
pub trait Integer: Word
{
}`;

const numberTraits = `/// What C calculates with: an integer type, float or double.
pub trait Number: Word
{
}

/// An integer type of C, in 64 bits or less.
pub trait Integer: Number
{
}`;

const numberImpl = `impl Number for $name
        {
        }

        `;

const floatTypes = `
macro_rules! float
{
    ($name:ty, $($lower:ty)*) =>
    {
        impl Word for $name
        {
            const FLOAT: bool = true;
            type Promoted = $name;
        }

        impl Number for $name
        {
        }

        common!($name);
        $(common!($name, $lower => $name);)*
    };
}

float!(f32, i32 u32 i64 u64 isize usize);
float!(f64, i32 u32 i64 u64 isize usize f32);
`;

const bitsOfFloats = `            (4, _) if A::FLOAT => (core::mem::transmute_copy::<A, f32>(&a) as f64).to_bits(),
`;

const floatsOfBits = `            4 if T::FLOAT => core::mem::transmute_copy::<f32, T>(&(f64::from_bits(bits) as f32)),
`;

/** An integer is rounded once, to what it becomes. */
const floatConversion = `
    if A::FLOAT != T::FLOAT
    {
        return float_converted(a);
    }
`;

const floatConverted = `

const
fn float_converted<A: Word, T: Word>(a: A) -> T
{
    let value = bits(a);

    if T::FLOAT
    {
        let number = match (core::mem::size_of::<T>(), A::SIGNED)
        {
            (4, true) => value as i64 as f32 as f64,
            (4, false) => value as f32 as f64,
            (_, true) => value as i64 as f64,
            (_, false) => value as f64,
        };
        return from_bits(number.to_bits());
    }

    let number = f64::from_bits(value);

    if T::BOOL
    {
        return from_bits((number != 0.0) as u64);
    }

    return from_bits(if T::SIGNED { number as i64 as u64 } else { number as u64 });
}`;

const pointers = (number: string): string => `
macro_rules! pointer
{
    ($outer:ident) =>
    {
        impl<T> Word for *$outer T
        {
            const POINTER: bool = true;
            const STEP: isize = core::mem::size_of::<T>() as isize;
            type Promoted = *$outer T;
        }

        impl<T> Common<*$outer T> for *$outer T
        {
            type Type = *$outer T;
        }

        impl<T, B: Integer> Common<B> for *$outer T
        {
            type Type = *$outer T;
        }

        impl<T, A: Integer> Common<*$outer T> for A
        {
            type Type = *$outer T;
        }

        impl<T, B: Integer> Sum<B> for *$outer T
        {
            type Type = *$outer T;
        }

        impl<T, A: Integer> Sum<*$outer T> for A
        {
            type Type = *$outer T;
        }

        impl<T, B: Integer> Difference<B> for *$outer T
        {
            type Type = *$outer T;
        }

        impl<T> Difference<*mut T> for *$outer T
        {
            type Type = isize;
        }

        impl<T> Difference<*const T> for *$outer T
        {
            type Type = isize;
        }

        impl<T, B: Word> Compared<B> for *$outer T
        {
            type Type = usize;
        }

        impl<T, A: Integer> Compared<*$outer T> for A
        {
            type Type = usize;
        }
    };
}

pointer!(mut);
pointer!(const);

impl<T> Common<*const T> for *mut T
{
    type Type = *const T;
}

impl<T> Common<*mut T> for *const T
{
    type Type = *const T;
}

impl<A: ${number}, B: ${number}> Sum<B> for A
where
    A: Common<B>
{
    type Type = <A as Common<B>>::Type;
}

impl<A: ${number}, B: ${number}> Difference<B> for A
where
    A: Common<B>
{
    type Type = <A as Common<B>>::Type;
}

impl<A: ${number}, B: ${number}> Compared<B> for A
where
    A: Common<B>
{
    type Type = <A as Common<B>>::Type;
}
`;

const conversion = (floats: boolean): string => `

/// \`(T)a\`: between integers modulo 2 to the width of \`T\`${floats ? ", from a float or double without what is behind the point" : ""}; to \`bool\`, whether it is not zero.
#[inline]
pub const
fn convert<A: Word, T: Word>(a: A) -> T
{
    if A::POINTER && T::POINTER
    {
        return unsafe { core::mem::transmute_copy(&a) };
    }
${floats ? floatConversion : ""}
    return from_bits(bits(a));
}

/// A pointer so many elements further.
#[inline]
const
fn moved<P: Word, T: Word>(pointer: P, by: u64) -> T
{
    unsafe
    {
        let start = core::mem::transmute_copy::<P, *const u8>(&pointer);
        return core::mem::transmute_copy(&start.wrapping_offset((by as isize).wrapping_mul(P::STEP)));
    }
}`;

/** The traits, the value as 64 bits and back, and what is converted. */
export function numberText(floats: boolean): string {
  const number = floats ? "Number" : "Integer";
  return `/// What C calculates with and converts to: an integer type in 64 bits or less, ${floats ? "float, double " : ""}or a pointer.
pub trait Word: Copy
{
    const SIGNED: bool = false;
    const BOOL: bool = false;${floats ? "\n    const FLOAT: bool = false;" : ""}
    const POINTER: bool = false;
    /// The size of what it points to.
    const STEP: isize = 0;
    /// What C calculates with in its stead (C11 6.3.1.1p2).
    type Promoted: Word;
}

${floats ? numberTraits : integerTrait}

/// The type that both branches of \`?:\` get: the usual arithmetic conversions of two promoted types (C11 6.3.1.8), a pointer beside null.
pub trait Common<B>
{
    type Type: Word;
}

/// The type of \`a + b\` (C11 6.5.6).
pub trait Sum<B>
{
    type Type: Word;
}

/// The type of \`a - b\`.
pub trait Difference<B>
{
    type Type: Word;
}

/// The type in which two are compared: pointers by their addresses (C11 6.5.8).
pub trait Compared<B>
{
    type Type: Word;
}

macro_rules! integer
{
    ($name:ty, $signed:expr, $bool:expr, $promoted:ty) =>
    {
        impl Word for $name
        {
            const SIGNED: bool = $signed;
            const BOOL: bool = $bool;
            type Promoted = $promoted;
        }

        ${floats ? numberImpl : ""}impl Integer for $name
        {
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
${floats ? floatTypes : ""}${pointers(number)}
/// The value in 64 bits, with copies of its sign above it where it is signed.${floats ? " Of a float or double, those of the double." : ""}
#[inline]
const
fn bits<A: Word>(a: A) -> u64
{
    unsafe
    {
        return match (core::mem::size_of::<A>(), A::SIGNED)
        {
${floats ? bitsOfFloats : ""}            (1, true) => core::mem::transmute_copy::<A, i8>(&a) as u64,
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
${floats ? floatsOfBits : ""}            1 if T::BOOL => core::mem::transmute_copy::<bool, T>(&(bits != 0)),
            1 => core::mem::transmute_copy::<u8, T>(&(bits as u8)),
            2 => core::mem::transmute_copy::<u16, T>(&(bits as u16)),
            4 => core::mem::transmute_copy::<u32, T>(&(bits as u32)),
            _ => core::mem::transmute_copy::<u64, T>(&bits),
        };
    }
}${conversion(floats)}${floats ? floatConverted : ""}`;
}
