/** Types that only the caller of a macro knows (`__typeof__(x)`): matched by what is never evaluated; their sizes and offsets (C11 6.5.3.4; GCC: Typeof). And the caller's name (6.4.2.2). */

export function callerTypes(floats: boolean) {
  return {
    like: `/// \`a\` in the type of \`like\`, ${floats ? "a number" : "an integer"} or a pointer, which is not evaluated.
#[inline]
pub const
fn like<A: Word, T: Word, F: FnOnce() -> T>(a: A, like: F) -> T
{
    core::mem::forget(like);
    return convert(a);
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
    let whole = (&raw const room).cast::<T>();
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
    function_name: `/// The name of the function that the closure stands in, as C has it, kept in \`room\`.
pub unsafe
fn function_name<F: FnOnce(), const N: usize>(_: F, room: *mut [u8; N]) -> *const core::ffi::c_char
{
    let mut path = core::any::type_name::<F>();

    while let Some(outer) = path.strip_suffix("::{{closure}}")
    {
        path = outer;
    }

    let path = path.as_bytes();
    let mut start = path.len();
    let mut end = start;
    let mut depth = 0;

    while start > 0 && (depth > 0 || path[start - 1] != b':')
    {
        start -= 1;

        match path[start]
        {
            b'>' if start == 0 || path[start - 1] != b'-' => depth += 1,
            b'<' =>
            {
                depth -= 1;
                end = start;
            }
            _ => {}
        }
    }

    let to = room.cast::<u8>();
    let length = if end - start < N { end - start } else { N - 1 };

    for index in 0..length
    {
        to.add(index).write(path[start + index]);
    }

    return to.cast();
}`,
    file_name: `/// What stands behind the last \`/\` of a path, which ends in a zero.
pub const
fn file_name(path: &'static str) -> *const core::ffi::c_char
{
    let bytes = path.as_bytes();
    let mut start = bytes.len();

    while start > 0 && bytes[start - 1] != b'/'
    {
        start -= 1;
    }

    return unsafe { bytes.as_ptr().add(start) }.cast();
}`,
    size: `/// A type that has C's size. Of a text Rust has a reference, so which of two it is remains open, and rustc refuses to measure it.
pub trait SizedAsInC<Measured>
{
}

pub struct Itself;
pub struct ReferenceToText;

impl<T> SizedAsInC<Itself> for T
{
}

impl SizedAsInC<ReferenceToText> for &core::ffi::CStr
{
}

impl SizedAsInC<ReferenceToText> for &str
{
}

/// Finds the size of an expression's type without evaluating it.
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
    fn get<Measured>(&self) -> usize
    where
        T: SizedAsInC<Measured>
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
}
