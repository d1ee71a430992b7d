/**
 * Records and enums by id (C11 6.7.2.3). A row is replaced when its tag is completed; ids stay, so types that refer to them do too.
 * Names are the scope's business.
 */
import type { Attribute } from "../syntax/index.js";
import type { CEnum, CRecord, EnumId, RecordId } from "./c-type.js";

export class TagTable {
  readonly records: CRecord[];
  readonly enums: CEnum[];
  /** Attributes where an incomplete tag is named: `struct __attribute__((packed)) s;` is packed once it is defined (clang: mergeDeclAttributes). */
  private readonly recordMentions: Map<RecordId, readonly Attribute[]>;
  private readonly enumMentions: Map<EnumId, readonly Attribute[]>;

  constructor(from?: TagTable) {
    this.records = from === undefined ? [] : [...from.records];
    this.enums = from === undefined ? [] : [...from.enums];
    this.recordMentions = new Map(from?.recordMentions);
    this.enumMentions = new Map(from?.enumMentions);
  }

  addRecord(record: Omit<CRecord, "id">): RecordId {
    const id = this.records.length as RecordId;
    this.records.push({ id, ...record });
    return id;
  }

  updateRecord(id: RecordId, change: Partial<CRecord>): void {
    this.records[id] = { ...this.records[id], ...change };
  }

  /** Those of a mention, for the definition behind it. */
  addRecordAttributes(id: RecordId, attributes: readonly Attribute[]): void {
    if (attributes.length > 0) this.recordMentions.set(id, [...this.recordAttributes(id), ...attributes]);
  }

  recordAttributes(id: RecordId): readonly Attribute[] {
    return this.recordMentions.get(id) ?? [];
  }

  addEnumAttributes(id: EnumId, attributes: readonly Attribute[]): void {
    if (attributes.length > 0) this.enumMentions.set(id, [...this.enumAttributes(id), ...attributes]);
  }

  enumAttributes(id: EnumId): readonly Attribute[] {
    return this.enumMentions.get(id) ?? [];
  }

  addEnum(entry: Omit<CEnum, "id">): EnumId {
    const id = this.enums.length as EnumId;
    this.enums.push({ id, ...entry });
    return id;
  }

  updateEnum(id: EnumId, change: Partial<CEnum>): void {
    this.enums[id] = { ...this.enums[id], ...change };
  }
}
