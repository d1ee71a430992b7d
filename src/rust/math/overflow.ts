/** `__builtin_add_overflow` and its like over integers of any types (GCC: Integer Overflow Builtins): the exact result, cut to the type of its place. */

const one = (
  name: string,
  operator: string,
): string => `/// Stores \`a ${operator} b\`; whether it is another number in that type.
#[inline]
pub unsafe
fn ${name}_overflow<A: Integer, B: Integer, T: Integer>(a: A, b: B, to: *mut T) -> bool
{
    let exact = |number: u64, signed: bool| if signed { number as i64 as i128 } else { number as i128 };
    let (result, wraps) = exact(bits(a), A::SIGNED).overflowing_${name}(exact(bits(b), B::SIGNED));
    let stored = from_bits::<T>(if T::BOOL { result as u64 & 1 } else { result as u64 });
    to.write(stored);
    return wraps || exact(bits(stored), T::SIGNED) != result;
}`;

export const overflows = () =>
  ({ add_overflow: one("add", "+"), sub_overflow: one("sub", "-"), mul_overflow: one("mul", "*") }) as const;
