-- What was asked holds what the facts seal: its digest bears no salt, and whoever is not to see the words is not to try words against it.
revoke select on journal from mj_auditor;
grant select (stream, version, bureau, type, type_version, occurred_on, recorded_at, actor, command_id, bytes, commitment) on journal to mj_auditor;
