-- Accounts of this service that are joined to a person at a provider of single sign-on.

-- As the administrator knows it, in lower case. Only a provider that is trusted with it finds its user by it.
alter table users add column email text unique;

-- The account that a single sign-on which is under way will be joined to; null where somebody logs in.
alter table oidc_states add column link_to text references users (id) on delete cascade;

create index identities_user on identities (user_id);
