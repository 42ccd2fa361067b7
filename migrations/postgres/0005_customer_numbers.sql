-- The number of the newest customer, counted here and not from the customers: who creates one need not see the others.
create table customer_numbers (
    id bigint not null primary key check (id = 1),
    last_number bigint not null
);

insert into customer_numbers (id, last_number)
select 1, max(number) from customers having max(number) is not null;
