/**
 * config(8)'s list of options, devices or make options (newopt, rmopt_schedule and newdev of usr.sbin/config/config.y). Three ways
 * to add to it differ in what becomes of a name that is already there.
 */
import type { Setting } from "./configuration.js";

export class SettingList {
  readonly #settings = new Map<string, Setting>();

  get all(): readonly Setting[] {
    return [...this.#settings.values()];
  }

  get(name: string): Setting | undefined {
    return this.#settings.get(name);
  }

  /** `options`: config(8) keeps both and lets the later one win. */
  override(setting: Setting): void {
    this.#settings.set(setting.name, setting);
  }

  /** `device`, `makeoptions`: the first stays; false where there was one. */
  addNew(setting: Setting): boolean {
    if (this.#settings.has(setting.name)) return false;
    this.#settings.set(setting.name, setting);
    return true;
  }

  /** `makeoptions NAME+=value`: make(1) joins the values with a blank. */
  append(setting: Setting): void {
    const before = this.#settings.get(setting.name);
    const value = [before?.value, setting.value].filter((text) => text !== undefined && text !== "").join(" ");
    this.#settings.set(setting.name, { ...setting, value });
  }

  remove(name: string): void {
    this.#settings.delete(name);
  }
}
