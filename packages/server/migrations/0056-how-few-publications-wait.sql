-- Without them the planner takes it that every publication waits for a word, and reads the table instead of the index of those that do.
create statistics publication_waiting_words on (state_body -> 'pendingWithdrawal'), (state_body #>> '{pendingCorrection,draftedBy}'),
  (state_body #>> '{erasure,proposedBy}') from publication;
