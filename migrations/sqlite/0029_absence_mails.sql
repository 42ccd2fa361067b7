-- When somebody has to be told next that an absence begins or is over; null once nobody has to, as when it was ended early.
alter table absences add column tell_at integer;
create index absences_to_tell on absences (tell_at, customer_id, id) where tell_at is not null;

-- Of those that stand already, whoever looks works out what is to be told. By noon UTC each day has begun everywhere.
update absences set tell_at =
    unixepoch(case when first_day > current_date then first_day else date(last_day, '+1 day') end, '+12 hours') * 1000000
where ended_at is null and last_day >= current_date;
