-- A team leader's word search: the calls of a word and the calls of a team are put together before any text is read.
create index call_words_team on call_words (team);
create index call_words_agent on call_words (agent_id);
