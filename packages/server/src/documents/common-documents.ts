import { z } from 'zod';
import { contact, documentNumber, heading, legalDate, line, paragraphs, party } from './data-parts.ts';

/** 文书更正通知书: which served document, which words, read as which, and why. */
export const correctionNotice = z.strictObject({
  ...heading,
  party,
  corrected: z.strictObject({
    title: line,
    number: documentNumber.optional(),
    date: legalDate,
    servedOn: legalDate,
  }),
  before: line,
  after: line,
  reason: paragraphs,
  contact: contact.optional(),
});
