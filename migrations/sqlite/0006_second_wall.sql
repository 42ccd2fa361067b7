-- This engine knows no roles. The step stands here so that both engines count the same.
select 1;
