import type { Reader } from './reading.ts';
import type { SearchTerms } from './search-terms.ts';

/** An officer as the law wants him known. */
export interface PublicOfficer {
  readonly id: string;
  readonly unit: string;
  readonly name: string;
  readonly post: string;
  readonly credentialNumber: string;
  readonly validTo: string;
  readonly area: string;
}

/** Officers whose name or credential number holds every word; all of them without words. */
export async function findOfficers(
  db: Reader,
  bureau: string,
  terms: SearchTerms,
  most: number,
): Promise<readonly PublicOfficer[]> {
  const words = terms.patterns.map(
    (_, index) => ` and (lower(name) like $${index + 3} or lower(credential_number) like $${index + 3})`,
  );
  const { rows } = await db.query<PublicOfficer>(
    `select id, unit, name, post, credential_number as "credentialNumber", valid_to as "validTo", area
     from published_officer where bureau = $1${words.join('')} order by unit, credential_number, id limit $2`,
    [bureau, most, ...terms.patterns],
  );
  return rows;
}
