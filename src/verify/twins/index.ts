export { type RunWishes, runTwins, type TwinRun } from "./run-twins.js";
