import {expect, test} from 'vitest';
import {missingRight} from '../../source/database/missing-right.ts';

test.each([
	['permission denied for table Customer\'s "VIP" List', 'select 1', 'GRANT SELECT ON "Customer\'s ""VIP"" List" TO "Read Er"; by its owner or a superuser.'],
	['permission denied for table shots', 'EXPLAIN\nupdate shots set x = 1', 'GRANT SELECT, UPDATE ON shots TO "Read Er"; by its owner or a superuser.'],
	['permission denied for materialized view stats', 'select 1', 'GRANT SELECT ON stats TO "Read Er"; by its owner or a superuser.'],
	['permission denied for schema تأجير', 'select 1', 'GRANT USAGE ON SCHEMA "تأجير" TO "Read Er"; by its owner or a superuser.'],
	['permission denied for schema public', 'create table t ()', 'GRANT CREATE ON SCHEMA public TO "Read Er"; by its owner or a superuser.'],
	['permission denied for database "shop"', undefined, 'GRANT CONNECT ON DATABASE shop TO "Read Er"; by its owner or a superuser.'],
	['permission denied for function f', 'select f()', 'GRANT EXECUTE ON FUNCTION f(...) TO "Read Er"; by its owner or a superuser.'],
	['permission denied for materialized view mv_country', 'select mv.mv_country from app.mv_country mv join other.x on true', 'GRANT SELECT ON app.mv_country TO "Read Er"; by its owner or a superuser.'],
	['permission denied for table Bestell Position', 'update "My ""App"."Bestell Position" set a = 1', 'GRANT SELECT, UPDATE ON "My ""App"."Bestell Position" TO "Read Er"; by its owner or a superuser.'],
	['permission denied for table x', 'select 1 from A.x, (select 1 from only b.X) y', 'GRANT SELECT ON x TO "Read Er"; by its owner or a superuser.'],
])('%s', (message, sql, hint) => {
	expect(missingRight(message, sql, 'Read Er')).toBe(hint);
});

test('what is no missing right of an object, or said in another language, gets no statement', () => {
	expect(missingRight('must be owner of table shots', 'drop table shots', 'reader')).toBeNull();
	expect(missingRight('keine Berechtigung für Tabelle shots', 'select 1', 'reader')).toBeNull();
});
