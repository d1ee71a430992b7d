/** The worker thread's file in the built package; the bundle has one of its own (scripts/bundle.mjs). */
import { workerData } from "node:worker_threads";
import type { FrontStart } from "./messages.js";
import { serveFront } from "./serve-front.js";

serveFront(workerData as FrontStart);
