/** What a visitor typed, made ready for the search: at most five words of at most forty characters. */
export interface SearchTerms {
  readonly words: readonly string[];
  /** LIKE patterns of the words, in lower case; any punctuation stands for any one character. */
  readonly patterns: readonly string[];
  /** The words of two characters or more, as the index knows them. */
  readonly indexed: readonly string[];
  readonly shortened: boolean;
}

/** Longest query that is looked at. */
export const LONGEST_QUERY = 100;

/** Reads a query; no words are left of one that holds only punctuation, and `indexed` is empty where each is one character. */
export function readSearchTerms(text: string): SearchTerms {
  const plain = text.normalize('NFKC').replace(notText, ' ').trim();
  const characters = [...plain];
  const words = characters
    .slice(0, LONGEST_QUERY)
    .join('')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => bare(word) !== '');
  const kept = words.slice(0, MOST_WORDS).map((word) => [...word].slice(0, LONGEST_WORD).join(''));
  return {
    words: kept,
    patterns: kept.map(toPattern),
    indexed: kept.map(bare).filter((word) => [...word].length >= 2),
    shortened:
      characters.length > LONGEST_QUERY ||
      words.length > MOST_WORDS ||
      words.some((word) => [...word].length > LONGEST_WORD),
  };
}

const MOST_WORDS = 5;
const LONGEST_WORD = 40;

// biome-ignore lint/suspicious/noControlCharactersInRegex: a NUL cannot be stored or compared
const notText = /[\u0000-\u001f\u007f\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

const bare = (word: string): string => word.replace(/[\p{P}\p{S}]/gu, '');

// 〔2025〕, [2025] and (2025) are one number to a visitor, so a mark matches any mark; outer marks say nothing.
const toPattern = (word: string): string =>
  `%${word.replace(/^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu, '').replace(/[\p{P}\p{S}]/gu, '_')}%`;
