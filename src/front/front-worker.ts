/** The worker thread's file in the built package; the bundle has one of its own (scripts/bundle.mjs). */
import { serveFront } from "./serve-front.js";

serveFront();
