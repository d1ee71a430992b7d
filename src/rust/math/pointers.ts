/** Pointers of the caller's: elements, steps (of numbers, too), functions by their addresses (C11 6.5.2.1, 6.5.2.4). */

const floatSteps = `

macro_rules! float_steps
{
    ($($name:ty)*) =>
    {
        $(
            impl Stepped for $name
            {
                #[inline]
                fn stepped(self, by: isize) -> $name
                {
                    return self + by as $name;
                }
            }
        )*
    };
}

float_steps!(f32 f64);`;

const numbersAsAddresses = "i8 u8 i16 u16 i32 u32 i64 u64 isize usize"
  .split(" ")
  .map((type) => `[] ${type}`)
  .join(", ");

export function pointers(floats: boolean) {
  return {
    address: `/// Objects that C's casts make pointers of, by pointers to them: arrays, pointers, and numbers that are addresses.
pub trait Address
{
    fn address(self) -> *mut core::ffi::c_void;
}

impl<T, const N: usize> Address for *const [T; N]
{
    #[inline]
    fn address(self) -> *mut core::ffi::c_void
    {
        return self.cast::<core::ffi::c_void>().cast_mut();
    }
}

impl Address for *const bool
{
    #[inline]
    fn address(self) -> *mut core::ffi::c_void
    {
        return unsafe { *self } as usize as *mut core::ffi::c_void;
    }
}

macro_rules! address
{
    ($([$($of:tt)*] $object:ty,)*) =>
    {
        $(
            impl<$($of)*> Address for *const $object
            {
                #[inline]
                fn address(self) -> *mut core::ffi::c_void
                {
                    return unsafe { *self } as *mut core::ffi::c_void;
                }
            }
        )*
    };
}

address!([T] *mut T, [T] *const T, ${numbersAsAddresses},);

/// The address that the object is in C, once it is cast to a pointer.
#[inline]
pub
fn address<P: Address>(place: P) -> *mut core::ffi::c_void
{
    return place.address();
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

steps!(bool i8 u8 i16 u16 i32 u32 i64 u64 isize usize);${floats ? floatSteps : ""}

/// \`a + by\` in the type of \`a\`; \`by\` is 1 or -1.
#[inline]
pub
fn stepped<T: Stepped>(a: T, by: isize) -> T
{
    return a.stepped(by);
}`,
    distance: `/// \`a - b\`, in elements, by addresses: it has a value for any two pointers.
#[inline]
pub
fn distance<T>(a: *const T, b: *const T) -> isize
{
    return (a as isize).wrapping_sub(b as isize).wrapping_div(core::mem::size_of::<T>() as isize);
}`,
    decayed: `/// What C reads in an object: of an array the pointer to its first element, else what the object holds.
pub trait Decayed
{
    type Read;

    unsafe fn decayed(self) -> Self::Read;
}

impl<T, const N: usize> Decayed for *const [T; N]
{
    type Read = *mut T;

    #[inline]
    unsafe fn decayed(self) -> *mut T
    {
        return self as *mut T;
    }
}

macro_rules! decayed
{
    ($([$($generic:ident)?] $object:ty,)*) =>
    {
        $(
            impl$(<$generic>)? Decayed for *const $object
            {
                type Read = $object;

                #[inline]
                unsafe fn decayed(self) -> $object
                {
                    return unsafe { self.read_unaligned() };
                }
            }
        )*
    };
}

decayed!([T] *mut T, [T] *const T, [] bool, [] i8, [] u8, [] i16, [] u16, [] i32, [] u32, [] i64, [] u64, [] isize, [] usize,${floats ? " [] f32, [] f64," : ""});

/// What is read in the object, which may be an array.
#[inline]
pub unsafe
fn decayed<P: Decayed>(place: P) -> P::Read
{
    return unsafe { place.decayed() };
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
  } as const;
}
