/**
 * The Rust that record shapes stand on: `Unaligned<T>`, the bit-field functions, the volatile ones, the macro that checks layouts. In: which are used; out: verbatim
 * items in the KPI style, emitted once a crate, no_std, without dependencies. They hold for both byte orders (`cfg!(target_endian)`).
 * Bit offsets are those of RecordLayout: bit i lies in byte i / 8, counted from its least significant bit on little-endian
 * targets, from its most significant one on big-endian ones.
 */
import type { LayoutHelper } from "./record-shape.js";
import type { Doc, ItemKey, RustItem } from "./rust-crate.js";

const unaligned = `#[repr(C, packed)]
pub struct Unaligned<T>(pub T);

impl<T: Copy> Copy for Unaligned<T>
{
}

impl<T: Copy> Clone for Unaligned<T>
{
    #[inline]
    fn clone(&self) -> Self
    {
        return *self;
    }
}

impl<T: Copy> Unaligned<T>
{
    #[inline]
    pub const
    fn at(place: *const T) -> *mut Self
    {
        return place.cast_mut().cast();
    }

    #[inline]
    pub const
    fn get(&self) -> T
    {
        return self.0;
    }

    #[inline]
    pub
    fn set(&mut self, value: T)
    {
        self.0 = value;
    }
}`;

const bitsPart = `/// Of a bit-field \`shift\` bits into its first byte: how far its part in byte \`at\` is from that byte's least significant bit, how many
/// bits that part has, and where they belong in the value.
#[inline]
const
fn bits_part(shift: usize, width: usize, at: usize) -> (usize, usize, usize)
{
    let first = if at == 0 { shift } else { 0 };
    let rest = shift + width - at * 8;
    let last = if rest < 8 { rest } else { 8 };

    if cfg!(target_endian = "big")
    {
        return (8 - last, last - first, width - (at * 8 + last - shift));
    }

    return (first, last - first, at * 8 + first - shift);
}`;

/** Functions over \`u64\`, or over \`u128\` for bit-fields wider than 64 bits. */
function bitsFunctions(
  prefix: string,
  unsigned: string,
  signed: string,
  bitsOf: number,
  constantSetters: boolean,
): string {
  return `/// Reads the bit-field of \`WIDTH\` bits that begins \`OFFSET\` bits into the record. Touches no byte that has no bit of it.
#[inline]
pub const
fn ${prefix}bits_get<T, const OFFSET: usize, const WIDTH: usize>(record: &T) -> ${unsigned}
{
    assert!(WIDTH > 0 && WIDTH <= ${bitsOf} && OFFSET + WIDTH <= core::mem::size_of::<T>() * 8);
    let bytes = record as *const T as *const u8;
    let mut value: ${unsigned} = 0;
    let mut at = 0;

    while at * 8 < OFFSET % 8 + WIDTH
    {
        let (low, count, position) = bits_part(OFFSET % 8, WIDTH, at);
        let byte = unsafe { *bytes.add(OFFSET / 8 + at) };
        value |= (((byte >> low) & (0xff >> (8 - count))) as ${unsigned}) << position;
        at += 1;
    }

    return value;
}

/// As ${prefix}bits_get, with the uppermost bit as the sign.
#[inline]
pub const
fn ${prefix}bits_get_signed<T, const OFFSET: usize, const WIDTH: usize>(record: &T) -> ${signed}
{
    return (${prefix}bits_get::<T, OFFSET, WIDTH>(record) as ${signed}) << (${bitsOf} - WIDTH) >> (${bitsOf} - WIDTH);
}

/// Writes the lowest \`WIDTH\` bits of \`value\`; all other bits of the record stay.
#[inline]
pub${constantSetters ? " const" : ""}
fn ${prefix}bits_set<T, const OFFSET: usize, const WIDTH: usize>(record: &mut T, value: ${unsigned})
{
    assert!(WIDTH > 0 && WIDTH <= ${bitsOf} && OFFSET + WIDTH <= core::mem::size_of::<T>() * 8);
    let bytes = record as *mut T as *mut u8;
    let mut at = 0;

    while at * 8 < OFFSET % 8 + WIDTH
    {
        let (low, count, position) = bits_part(OFFSET % 8, WIDTH, at);
        let mask: u8 = (0xff >> (8 - count)) << low;
        let part = ((value >> position) as u8) << low;
        let byte = unsafe { &mut *bytes.add(OFFSET / 8 + at) };
        *byte = (*byte & !mask) | (part & mask);
        at += 1;
    }
}`;
}

const volatileAccess = `/// Reads the \`U\` that lies \`AT\` bytes into the record, in one volatile access.
#[inline]
pub
fn volatile_get<T, U: Copy, const AT: usize>(record: &T) -> U
{
    assert!(AT + core::mem::size_of::<U>() <= core::mem::size_of::<T>());
    return unsafe { (record as *const T).cast::<u8>().add(AT).cast::<U>().read_volatile() };
}

/// Writes the \`U\` that lies \`AT\` bytes into the record, in one volatile access.
#[inline]
pub
fn volatile_set<T, U: Copy, const AT: usize>(record: &mut T, value: U)
{
    assert!(AT + core::mem::size_of::<U>() <= core::mem::size_of::<T>());
    unsafe { (record as *mut T).cast::<u8>().add(AT).cast::<U>().write_volatile(value) };
}`;

function volatileBitsFunctions(prefix: string, unsigned: string, signed: string): string {
  const generics = "T, U: Copy, const AT: usize, const OFFSET: usize, const WIDTH: usize";
  return `/// Reads a bit-field of the \`U\` that lies \`AT\` bytes into the record, in one volatile access of that \`U\`.
#[inline]
pub
fn volatile_${prefix}bits_get<${generics}>(record: &T) -> ${unsigned}
{
    return ${prefix}bits_get::<U, OFFSET, WIDTH>(&volatile_get::<T, U, AT>(record));
}

/// As volatile_${prefix}bits_get, with the uppermost bit as the sign.
#[inline]
pub
fn volatile_${prefix}bits_get_signed<${generics}>(record: &T) -> ${signed}
{
    return ${prefix}bits_get_signed::<U, OFFSET, WIDTH>(&volatile_get::<T, U, AT>(record));
}

/// Writes a bit-field of the \`U\` that lies \`AT\` bytes into the record: one volatile read of that \`U\`, one volatile write.
#[inline]
pub
fn volatile_${prefix}bits_set<${generics}>(record: &mut T, value: ${unsigned})
{
    let mut unit = volatile_get::<T, U, AT>(record);
    ${prefix}bits_set::<U, OFFSET, WIDTH>(&mut unit, value);
    volatile_set::<T, U, AT>(record, unit);
}`;
}

const shared = `#[repr(transparent)]
pub struct Shared<T>(pub T);

unsafe impl<T> Sync for Shared<T>
{
}`;

const text = `pub struct Text<T>(pub T);

impl Text<&core::ffi::CStr>
{
    #[inline]
    pub const
    fn pointer(self) -> *const core::ffi::c_char
    {
        return self.0.as_ptr();
    }
}

impl Text<*const core::ffi::c_char>
{
    #[inline]
    pub const
    fn pointer(self) -> *const core::ffi::c_char
    {
        return self.0;
    }
}

impl Text<*mut core::ffi::c_char>
{
    #[inline]
    pub const
    fn pointer(self) -> *const core::ffi::c_char
    {
        return self.0;
    }
}`;

const textArray = `#[inline]
pub const
fn text_array<const N: usize>(text: &str) -> [core::ffi::c_char; N]
{
    assert!(text.len() <= N);
    let mut array = [0; N];
    let mut at = 0;

    while at < text.len()
    {
        array[at] = text.as_bytes()[at] as core::ffi::c_char;
        at += 1;
    }

    return array;
}`;

const begun = `#[inline]
pub const unsafe
fn begun<T: Copy, const GIVEN: usize, const N: usize>(given: [T; GIVEN]) -> [T; N]
{
    assert!(GIVEN <= N);
    let mut array: [T; N] = core::mem::zeroed();
    let mut at = 0;

    while at < GIVEN
    {
        array[at] = given[at];
        at += 1;
    }

    return array;
}`;

const elementSize = `#[inline]
pub const
fn element_size<T, const N: usize>(_array: *const [T; N]) -> usize
{
    return core::mem::size_of::<T>();
}`;

const ofPointers = `pub unsafe
trait OfPointers<P>
{
}

#[repr(C)]
#[derive(Copy, Clone)]
pub struct Pointers<P, Q>(pub P, pub Q);

#[inline]
pub const
fn of_pointers<P: Copy, R: OfPointers<P>>(pointers: P) -> R
{
    return unsafe { core::mem::transmute_copy(&pointers) };
}`;

/** The feature behind which records are checked. */
export const assertFeature = 'feature = "layout-asserts"';

/** @param core as it is to be written where the macro is called, which is in the modules of headers */
function assertLayout(core: string): string {
  return `#[cfg(${assertFeature})]
macro_rules! assert_layout
{
    ($record:ident, size $size:literal, align $align:literal $(, $field:ident $offset:literal)*) =>
    {
        const _: () =
        {
            ${core}::assert!(${core}::mem::size_of::<$record>() == $size);
            ${core}::assert!(${core}::mem::align_of::<$record>() == $align);
            $(${core}::assert!(${core}::mem::offset_of!($record, $field) == $offset);)*
        };
    };
}

#[cfg(${assertFeature})]
pub(crate) use assert_layout;`;
}

export interface LayoutHelperStyle {
  /** `core` or `::core`. */
  readonly core?: string;
  /** What plain char is in `core::ffi`. */
  readonly char?: string;
  /** Bit-fields can be set in constants. */
  readonly constantSetters?: boolean;
}

/**
 * The helper items that `helpers` ask for, in a fixed order. Not every function of a group need be used: their module takes
 * `allow(dead_code)`.
 */
export function layoutHelperItems(
  helpers: ReadonlySet<LayoutHelper>,
  { core = "core", char = "c_char", constantSetters = true }: LayoutHelperStyle = {},
): readonly RustItem[] {
  const bits = helpers.has("bits");
  const wide = helpers.has("wide_bits");
  const items: RustItem[] = [];
  const add = (name: string, text: string, ...lines: readonly string[]) => items.push(verbatim(name, text, lines));
  if (helpers.has("Unaligned")) {
    add(
      "struct Unaligned",
      unaligned,
      "A `T` at an address that need not be a multiple of its alignment. No reference to the inside of it can be had.",
    );
  }
  if (bits || wide) add("fn bits_part", bitsPart);
  if (bits) add("fn bits_get", bitsFunctions("", "u64", "i64", 64, constantSetters));
  if (wide) add("fn wide_bits_get", bitsFunctions("wide_", "u128", "i128", 128, constantSetters));
  if (helpers.has("volatile")) {
    add("fn volatile_get", volatileAccess);
    if (bits) add("fn volatile_bits_get", volatileBitsFunctions("", "u64", "i64"));
    if (wide) add("fn volatile_wide_bits_get", volatileBitsFunctions("wide_", "u128", "i128"));
  }
  if (helpers.has("Shared")) {
    add(
      "struct Shared",
      shared,
      "What C declares const at file scope: a `static` in memory that nobody writes, whatever threads read it.",
    );
  }
  if (helpers.has("Text")) {
    add("struct Text", withChar(char, text), 'A C string as macros take it: `c"text"`, or a pointer.');
  }
  if (helpers.has("text_array"))
    add(
      "fn text_array",
      withChar(char, textArray),
      "A string literal as the value of an array of char: what it does not fill is zero.",
    );
  if (helpers.has("begun"))
    add("fn begun", begun, "An array that begins with these elements: those behind them are zero.");
  if (helpers.has("element_size")) add("fn element_size", elementSize, "C's `sizeof(array[0])`, in bytes.");
  if (helpers.has("of_pointers"))
    add(
      "trait OfPointers",
      ofPointers,
      "A record that consists of the pointers `P`: one, or `Pointers` of the first and the others, in their order.",
      "`of_pointers` makes of them the record that is meant where it stands, as C takes a list in braces.",
    );
  if (helpers.has("assert_layout")) {
    add(
      "macro assert_layout",
      assertLayout(core),
      "Checks when the crate is compiled that a record and its fields lie as C has them: size, alignment and offsets in bytes.",
    );
  }
  return items;
}

/** A CStr has a pointer to `c_char`, which C's char need not be. */
function withChar(char: string, helper: string): string {
  if (char === "c_char") return helper;
  return helper.replaceAll("ffi::c_char", `ffi::${char}`).replace("self.0.as_ptr()", "self.0.as_ptr().cast()");
}

function verbatim(key: string, text: string, docLines: readonly string[]): RustItem {
  const doc: Doc = { lines: docLines, definedIn: undefined, notes: [] };
  return { kind: "verbatim", key: key as ItemKey, lines: text.split("\n"), doc };
}
