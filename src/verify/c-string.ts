/** Text in the string tables of object files: bytes up to a NUL. */
export function cString(file: Uint8Array, from: number): string {
  let text = "";
  for (let at = from; at < file.length && file[at] !== 0; at++) text += String.fromCharCode(file[at]);
  return text;
}
