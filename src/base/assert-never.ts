/** Ends an exhaustive switch: a new kind of a union is then a compile error at each place that must know it. */
export function assertNever(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
