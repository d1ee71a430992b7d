/** What a macro's caller gives is often the address of a place, which the macro follows again: Rust names the place. */
import { expect, test } from "vitest";
import { translateTexts } from "./twin.js";

test("the address of a place behind a pointer is not taken to be followed", async () => {
  const { text } = await translateTexts({
    "v.h": `struct lock { int word; const int *owner; };
struct port { struct lock lock; };
int take(int *);
#define LOCK_WORD(l) ((l)->word)
#define TAKE(p) take(&LOCK_WORD(&(p)->lock))
static inline int is_free(struct port *p) { return *(&p->lock)->owner + LOCK_WORD(&p->lock); }
static inline int of_own(struct lock l) { return LOCK_WORD(&l); }
`,
  });
  expect(text).toContain("take(&raw mut (*p).lock.word)");
  expect(text).toContain("(*(*p).lock.owner)");
  expect(text).toContain("(*p).lock.word");
  expect(text).not.toContain("*&raw");
});
