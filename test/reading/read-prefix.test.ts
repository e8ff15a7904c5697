import {expect, test} from 'vitest';
import {readPrefix} from '../../source/reading/server-log/read-prefix.ts';

test.each([
	['Debian', '2026-11-26 01:02:03.456 UTC [77] me@shop ', {user: 'me', database: 'shop', application: null}],
	['RDS', '2026-11-26 01:02:03 UTC:10.0.0.7(5432):me@shop:[77]:', {user: 'me', database: 'shop', application: null}],
	['pgBadger', '2026-11-26 01:02:03 UTC [77]: user=me,db=the shop,app=PostgreSQL JDBC Driver,client=10.0.0.7 ', {user: 'me', database: 'the shop', application: 'PostgreSQL JDBC Driver'}],
	['names and blanks', '[77] db=shop user=me app=planflip ', {user: 'me', database: 'shop', application: 'planflip'}],
	['before anybody is known', '[77] user=[unknown],db=[unknown],app=[unknown] ', {user: null, database: null, application: null}],
	['the default', '2026-11-26 01:02:03.456 UTC [77] ', {user: null, database: null, application: null}],
	['a host beside: nobody knows which is which', '[77] me@shop admin@example ', {user: null, database: null, application: null}],
])('a prefix as %s has it says who asked where, or nothing', (_, prefix, said) => {
	expect(readPrefix(prefix)).toEqual(said);
});
