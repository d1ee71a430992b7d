/**
 * Records and enums by id (C11 6.7.2.3). A row is replaced when its tag is completed; ids stay, so types that refer to them do too.
 * Names are the scope's business.
 */
import type { CEnum, CRecord, EnumId, RecordId } from "./c-type.js";

export class TagTable {
  readonly records: CRecord[];
  readonly enums: CEnum[];

  constructor(from?: TagTable) {
    this.records = from === undefined ? [] : [...from.records];
    this.enums = from === undefined ? [] : [...from.enums];
  }

  addRecord(record: Omit<CRecord, "id">): RecordId {
    const id = this.records.length as RecordId;
    this.records.push({ id, ...record });
    return id;
  }

  updateRecord(id: RecordId, change: Partial<CRecord>): void {
    this.records[id] = { ...this.records[id], ...change };
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
