export * from "./kernel-tree.js";
