/**
 * The front's door: headers in, units out, declaration by declaration. Preprocessing and planning run on the calling thread or, stretch by
 * stretch ahead of whoever asks, in a thread of their own; the units are the same.
 */

export type { FrontThread } from "./front-thread.js";
export { type LocalRequest, localFeed } from "./local-feed.js";
export { type RemoteFront, startFront } from "./remote-feed.js";
export { serveFront } from "./serve-front.js";
export type { FeedEvent, GrowingUnit, UnitExpander, UnitFeed } from "./unit-feed.js";
