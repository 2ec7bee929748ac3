/** Every address of the portal; in large type each carries the choice along, so that it also holds inside a frame. */
export interface Links {
  home(): string;
  bureau(bureau: string): string;
  results(bureau: string | null, query?: Readonly<Record<string, string>>): string;
  result(bureau: string, id: string): string;
  proof(bureau: string, id: string): string;
  /** The proof that an earlier version of a corrected result stood there. */
  earlierProof(bureau: string, id: string, version: number): string;
  /** The page that verifies the proof in the reader's own browser. */
  verifier(bureau: string, id: string): string;
  page(bureau: string, page: BureauPage, query?: Readonly<Record<string, string>>): string;
  checkpoint(bureau: string): string;
  policy(bureau: string): string;
  /** The proof of what the newest full recheck came to. */
  recheckProof(bureau: string): string;
  /** The file that proves that the log's key signed two histories. */
  contradiction(bureau: string, size: number): string;
  /** A time stamp of a head, or the head that was stamped. */
  timeStamp(bureau: string, size: number, file: 'token.tst' | 'checkpoint.txt'): string;
}

export type BureauPage =
  | 'officers'
  | 'matters'
  | 'deadlines'
  | 'about'
  | 'how-to-verify'
  | 'sitemap'
  | 'verify';

/** Makes the links of one page. */
export function createLinks(large: boolean): Links {
  const at = (path: string, query: Readonly<Record<string, string>> = {}) => {
    const search = new URLSearchParams({ ...query, ...(large ? { text: 'large' } : {}) }).toString();
    return search === '' ? path : `${path}?${search}`;
  };
  const of = (bureau: string) => `/${encodeURIComponent(bureau)}`;
  return {
    home: () => at('/'),
    bureau: (bureau) => at(of(bureau)),
    results: (bureau, query) => at(`${bureau === null ? '' : of(bureau)}/results`, query),
    result: (bureau, id) => at(resultPath(bureau, id)),
    proof: (bureau, id) => `${resultPath(bureau, id)}/proof.json`,
    earlierProof: (bureau, id, version) => `${resultPath(bureau, id)}/earlier/${version}/proof.json`,
    verifier: (bureau, id) => `${resultPath(bureau, id)}/verify.html`,
    page: (bureau, page, query) => at(`${of(bureau)}/${page}`, query),
    contradiction: (bureau, size) => `${of(bureau)}/contradictions/${size}.json`,
    timeStamp: (bureau, size, file) => `${of(bureau)}/time-stamps/${size}/${file}`,
    recheckProof: (bureau) => `${of(bureau)}/recheck.json`,
    policy: (bureau) => `/${encodeURIComponent(bureau)}/policy.txt`,
    checkpoint: (bureau) => `/checkpoint/${encodeURIComponent(bureau)}`,
  };
}

/** The path of a result's page, the same on screen and in the printed code. */
export const resultPath = (bureau: string, id: string): string =>
  `/${encodeURIComponent(bureau)}/results/${encodeURIComponent(id)}`;

/** An address given by somebody else: http and https only, without a password in it; anything else is no link. */
export function externalAddress(text: string | null | undefined): string | null {
  const url = text ? URL.parse(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  return url.username === '' && url.password === '' ? url.href : null;
}

/** A telephone link, or null where the text is more than one number. */
export function telephone(text: string): string | null {
  const number = text.replace(/[\s()（）-]/g, '');
  return /^\+?\d{5,15}$/.test(number) ? `tel:${number}` : null;
}

/** The page where the code of a printed document is entered; the code may stand behind it. */
export const documentCheckPath = (bureau: string): string => `/${encodeURIComponent(bureau)}/verify`;
