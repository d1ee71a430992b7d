export * from "./unit-plan.js";
