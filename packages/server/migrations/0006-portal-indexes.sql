-- Lists of withdrawn results stay quick however many results there are.
create index published_withdrawn on published_result (bureau, published_on desc, id desc) where state = 'withdrawn';

-- A result page counts the other results of the same party.
create index published_party on published_result (bureau, party_name) where state = 'published';
