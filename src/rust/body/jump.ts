/**
 * Where `break`, `continue` and `goto` lead. Labels are made when a jump needs one: Rust wants them on every jump that crosses a labelled
 * block (E0695), and warns of those that nothing uses.
 */
import type { RustStatement } from "../rust-crate.js";
import { type BodyState, freshLabel, refuse } from "./body-state.js";

/** A construct that jumps may leave or repeat. `label` is set once a jump has used it. */
export type JumpTarget =
  | {
      readonly kind: "loop";
      label: string | undefined;
      /** How C's `continue` is said: as Rust's, by the step and then Rust's, or by leaving a block around the body. */
      readonly onContinue:
        | { readonly kind: "continue" }
        | { readonly kind: "step"; readonly statements: () => readonly RustStatement[] }
        | { readonly kind: "block"; readonly wish: string; label: string | undefined };
    }
  | { readonly kind: "switch"; label: string | undefined }
  /** A place that `goto` reaches: behind a block (`again` false), or at the head of a loop. */
  | { readonly kind: "label"; readonly name: string; readonly again: boolean; label: string | undefined }
  /** `do { } while (0)`: break and continue both leave it. */
  | { readonly kind: "once"; label: string | undefined };

export function breakStatements(s: BodyState, at: number): RustStatement[] {
  for (let i = s.jumps.length - 1; i >= 0; i--) {
    const target = s.jumps[i];
    if (target.kind === "label") continue;
    if (target.kind === "loop" && i === s.jumps.length - 1 && target.onContinue.kind !== "block")
      return [{ kind: "break", label: undefined, value: undefined }];
    target.label ??= freshLabel(s, target.kind === "switch" ? "switch" : target.kind === "once" ? "once" : "loop_");
    return [{ kind: "break", label: target.label, value: undefined }];
  }
  return refuse("a break outside of loops", at);
}

export function continueStatements(s: BodyState, at: number): RustStatement[] {
  for (let i = s.jumps.length - 1; i >= 0; i--) {
    const target = s.jumps[i];
    if (target.kind === "once") {
      target.label ??= freshLabel(s, "once");
      return [{ kind: "break", label: target.label, value: undefined }];
    }
    if (target.kind !== "loop") continue;
    const { onContinue } = target;
    if (onContinue.kind === "block") {
      onContinue.label ??= freshLabel(s, onContinue.wish);
      return [{ kind: "break", label: onContinue.label, value: undefined }];
    }
    const inner = i === s.jumps.length - 1;
    if (!inner) target.label ??= freshLabel(s, "loop_");
    const before = onContinue.kind === "step" ? onContinue.statements() : [];
    return [...before, { kind: "continue", label: inner ? undefined : target.label }];
  }
  return refuse("a continue outside of loops", at);
}

export function gotoStatements(s: BodyState, name: string, at: number): RustStatement[] {
  for (let i = s.jumps.length - 1; i >= 0; i--) {
    const target = s.jumps[i];
    if (target.kind !== "label" || target.name !== name) continue;
    target.label ??= freshLabel(s, name);
    return target.again
      ? [{ kind: "continue", label: target.label }]
      : [{ kind: "break", label: target.label, value: undefined }];
  }
  return refuse(`goto ${name}: a jump that no block or loop of Rust makes`, at);
}
