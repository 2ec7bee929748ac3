import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { runCommand } from '../cli/main.ts';
import { publishLog } from '../log/publish-log.ts';
import type { TestOffice } from './office.ts';
import { openPortal } from './portal.ts';

/** What somebody outside has before them: the portal of a bureau with its published log, and `mingjing audit`. */
export interface OutsideAudit {
  readonly portal: FastifyInstance;
  readonly address: string;
  /** A place for what is saved. */
  readonly folder: string;
  /** Writes the log's files as they are now. */
  publish(): Promise<void>;
  audit(...args: string[]): Promise<{ readonly code: number; readonly said: string }>;
  /** Above the triggers, as only the machine's administrator can be. */
  tamper(sql: string, values?: unknown[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens a bureau to those outside. */
export async function openToOutside(office: TestOffice, bureau = 'wenshang'): Promise<OutsideAudit> {
  const folder = await mkdtemp(join(tmpdir(), 'mingjing-audit-'));
  const logFolder = join(folder, 'log');
  const portal = await openPortal(office, { logFolder });
  return {
    portal,
    folder,
    address: `${await portal.listen({ host: '127.0.0.1', port: 0 })}/${bureau}`,
    publish: async () => {
      await office.context.sequencer.drain();
      await publishLog(office.databases.portal, bureau, join(logFolder, bureau));
    },
    audit: async (...args) => {
      const said: string[] = [];
      const say = (text: string) => said.push(text);
      const code = await runCommand(['audit', ...args], { out: say, err: say });
      return { code, said: said.join('\n') };
    },
    tamper: async (sql, values = []) => {
      await office.asSuperuser(
        `do $$ begin set session_replication_role = replica; ${sql} set session_replication_role = origin; end $$`,
        values,
      );
    },
    close: async () => {
      await portal.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
