-- Lists of withdrawn results stay quick however many results there are.
create index published_withdrawn on published_result (bureau, published_on desc, id desc) where state = 'withdrawn';
