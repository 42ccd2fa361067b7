-- When somebody has to be told next that an absence begins or is over; null once nobody has to, as when it was ended early.
alter table absences add column tell_at timestamptz;
create index absences_to_tell on absences (tell_at, customer_id, id) where tell_at is not null;

-- Of those that stand already, whoever looks works out what is to be told. By noon UTC each day has begun everywhere.
update absences set tell_at = (case when first_day > current_date then first_day else last_day + 1 end + time '12:00') at time zone 'UTC'
where ended_at is null and last_day >= current_date;

-- Which absences are due is looked for over all customers, without looking at who is away. People are told in their customer's name.
grant select (customer_id, id, ended_at, tell_at) on absences to freigabe_post;
create policy of_all on absences for select to freigabe_post using (true);
