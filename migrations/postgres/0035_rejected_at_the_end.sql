-- What was rejected counts with the end of its order, and is found by the orders that ended: nobody asks any more when it was rejected.
drop index decisions_rejected;
drop index overrulings_by_time;
