import type { ClientBase } from 'pg';

/** An installation as an older version left it: every row of its database and the files that belong to it. */
export interface KeptInstallation {
  /** Which version made it, on which day of its own clock it was left, and how. */
  readonly provenance: {
    readonly commit: string;
    readonly leftOn: string;
    readonly madeBy: string;
    readonly holds: string;
  };
  /** How many of the numbered migrations that version had. */
  readonly migrations: number;
  readonly tables: readonly KeptTable[];
  readonly files: readonly { readonly path: string; readonly base64: string }[];
}

/** Rows as PostgreSQL writes a composite value, which it reads back to the same bytes whatever the types. */
export interface KeptTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly string[];
}

/** The same text of the same value, whoever asks. */
export async function speakPlainly(client: ClientBase): Promise<void> {
  await client.query(`set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set bytea_output = 'hex'`);
}
