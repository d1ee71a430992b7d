export { type RunWishes, runTwins, type TwinRun } from "./run-twins.js";
export { type TwinGroup, twinGroups } from "./twin.js";
