//! `sys/statements.h`

#[inline]
pub unsafe
fn statements(p: *mut node, n: c_int) -> c_int
{
    // CHANGED: inline assembly instead of the C macro; Rust has no __asm.
    core::arch::asm!("mfence");
    core::arch::asm!(
        "rep movsb",
        inout("rcx") count => _,
        inout("rdi") destination => _,
        inout("rsi") source => _,
        options(nostack, preserves_flags)
    );
    let x: c_int;
    let y = 1;
    let the_result_of_a_long_call: c_int =
        the_function_that_is_called_with(the_first_argument, the_second_argument, the_third_argument, the_fourth);
    the_function_that_is_called_with(the_first_argument, the_second_argument, the_third_argument, the_fourth_one, 5,
        the_sixth_argument);
    the_function_with_a_block(
        p,
        {
            touch(p);
            (*p).next
        }
    );
    (*p).count += 1;

    'retry: loop
    {
        // Wait for it.
        if n == 0
        {
            break 'retry;
        }

        continue 'retry;
    }

    'outer: while n != 0
    {
        break;
    }

    unsafe
    {
        touch(p);
    }

    'done:
    {
        break 'done;
    }

    {
    }

    // The last part.
    if p == (S { a: 1 })
    {
    }
    else
    {
        match n
        {
            1 | 2 => x = 5,
            3 => break 'done,
            4 =>
            {
                touch(p);
            },
        }
    }

    let z: c_int = if n == 0 { 1 } else if n == 1 { 2 } else { unsafe { *p } };
    let w: c_int =
        if n == 0
        {
            a_function_with_a_long_name(n, 1)
        }
        else
        {
            another_function_with_a_long_name_that_takes_room(n, 2)
        };
    z
}

pub
fn empty()
{
}

pub const unsafe extern "C"
fn with_all_modifiers()
{
}
