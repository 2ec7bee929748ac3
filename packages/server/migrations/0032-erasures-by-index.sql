-- A command that attaches an original looks whether a case has ordered it erased: it goes by the orders, which are few.
create index journal_erasures on journal (stream, version) where type = 'personal-data-erased';
