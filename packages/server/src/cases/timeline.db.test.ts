import type { CaseView, PublicationView } from '@mingjing/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../testing/office.ts';

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

/** What a document or an original goes by; drawn at random, so that its letters say nothing. */
const RANDOM = /[0-9a-f]{8}-[0-9a-f-]{27}/g;
/** A code that only the program knows: small Latin words, joined by hyphens or not. */
const CODE = /(^|[ ；、])[a-z]+(-[a-z0-9]+)*(?=$|[ ；、])/;

test.each(['wen-handler', 'nan-handler'])(
  '%s：打开每一件、每一条公示的每一步，录入内容里没有一个代码',
  async (login) => {
    const visitor = await office.signIn(login);
    const listed = async (path: string) =>
      ((await visitor.get(path)).body as { rows: { id: string }[] }).rows.map(({ id }) => id);
    const views = [
      ...(await listed('/api/cases?state=all')).map((id) => `/api/cases/${id}`),
      ...(await listed('/api/publications')).map((id) => `/api/publications/${id}`),
    ];
    expect(views.length).toBeGreaterThan(4);
    const found: string[] = [];
    for (const path of views) {
      const { timeline } = (await visitor.get(path)).body as CaseView | PublicationView;
      expect(timeline.length).toBeGreaterThan(0);
      for (const { type, fields } of timeline)
        for (const { key, label, text } of fields)
          if (!/\p{Script=Han}/u.test(label) || CODE.test(text.replaceAll(RANDOM, '')))
            found.push(`${type} ${key}: ${label} ${text}`);
    }
    expect([...new Set(found)]).toEqual([]);
    expect(office.errors).toEqual([]);
  },
);
