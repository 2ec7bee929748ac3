-- What of a bureau's publications waits for somebody's word is asked for every minute: the few that do are found without opening
-- the state of every one that ever was public.
create index publication_waiting on publication (bureau, updated_at)
  where state in ('drafted', 'imported') or state_body -> 'pendingWithdrawal' <> 'null'::jsonb
    or state_body #>> '{pendingCorrection,draftedBy}' is not null or state_body #>> '{erasure,proposedBy}' is not null;
