/** Tables and columns that a recheck cannot tell about, each with the reason; everything else of the schema `public` is covered. */
export const notCovered: Readonly<Record<string, string>> = {
  session: 'who is signed in now; ends within hours and no record rests on it',
  sign_in_failure: 'a counter of wrong passwords; what it leads to stands in the sealed audit stream',
  draft: 'what a person has not submitted yet is no record',
  setting: 'the demonstration’s own date',
  person_version:
    'counts changes of people for the process that keeps them; another number only has them read anew',
  recheck_run: 'the recheck’s own result; a later run gives it again',
  recheck_finding: 'the same',
  pack_draft: 'a regulation that is being written binds nobody; what is put forward is a version of its own',
  ledger_finding: 'the word of a witness; its evidence proves itself wherever it is shown',
  'person.login': 'a way to sign in, in no fact',
  'person.password_hash': 'a secret, in no fact',
  'person.must_change_password': 'a step of signing in, in no fact',
  'person.failed': 'no longer used',
  'person.locked_until': 'no longer used',
  'person.name': 'a person’s own data, in a fact only for officers, whose name is compared',
  'person.post': 'the same',
  'command.digest':
    'tells a repetition from another command under the same id; changed, it only refuses the repetition',
  'ledger_pending.id': 'the order in which leaves wait; order in a stream is in the facts',
  'ledger_checkpoint.signed_at': 'when the machine signed, by its own clock; the note carries no time',
  'ledger_log.opened_at': 'when the machine opened a log, by its own clock',
  'pack_version.stored_at': 'when a version first came here; what it says goes by its hash',
  'evidence.bureau': 'in a fact only once the original is attached',
  'evidence.file_name':
    'sealed with the fact that attaches the original, where a person may name it otherwise',
  'evidence.stored_at': 'when an original came, by the machine’s clock',
  'evidence.stored_by': 'who may still see an original that no case holds',
  'evidence.facts': 'what the file says of itself: claims, read from the file anew at any time',
};
