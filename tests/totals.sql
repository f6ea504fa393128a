-- The official table counted a second time, from the published CSV alone, by other means than the program's.
-- Every cell of every association: (association, block, row, measure, value); a cell nobody reported has no line.
CREATE MACRO up(code, length) AS code[1:length];
CREATE VIEW unit AS SELECT code, level FROM associations;
CREATE VIEW led AS
SELECT id, association AS code, level, start,
       CASE WHEN has_publicity OR list_contains(string_split(categories, ';'), 'publicity')
            THEN coalesce(publicity_sessions, 1) END AS p_sessions,
       CASE WHEN has_publicity THEN publicity_people END AS p_people,
       CASE WHEN has_visits THEN coalesce(visit_sessions, 1) END AS v_sessions,
       CASE WHEN NOT has_visits THEN NULL
            WHEN visit_people IS NULL THEN visit_households
            WHEN households_apart THEN visit_people + coalesce(visit_households, 0)
            ELSE visit_people END AS v_people
FROM activities WHERE state = '已举办' AND year = $year AND coalesce(outside, '') = '';
CREATE VIEW lines AS
SELECT id, code, level, start, 'publicity' AS block, 'sessions' AS measure, p_sessions AS value FROM led
UNION ALL SELECT id, code, level, start, 'publicity', 'people', p_people FROM led
UNION ALL SELECT id, code, level, start, 'visits', 'sessions', v_sessions FROM led
UNION ALL SELECT id, code, level, start, 'visits', 'people', v_people FROM led;
CREATE VIEW one_by_one AS
SELECT up(code, n) AS code, block, level AS row, measure, sum(value) AS value
FROM lines, (VALUES (2), (4), (6), (9), (12)) AS lengths(n)
WHERE value IS NOT NULL AND n <= length(code) GROUP BY ALL;
-- tallies: the latest of an association for a level; what is within it is taken off, from the lowest up
CREATE VIEW latest AS
SELECT * FROM tallies WHERE year = $year AND coalesce(outside, '') = ''
QUALIFY row_number() OVER (PARTITION BY association, row ORDER BY as_of DESC, id DESC) = 1;
CREATE VIEW tallied AS
SELECT id, association AS code, row, as_of, apart, coalesce(excluded, '') AS excluded, block, measure, value FROM (
  SELECT *, 'publicity' AS block, 'sessions' AS measure, publicity_sessions AS value FROM latest
  UNION ALL SELECT *, 'publicity', 'people', publicity_people FROM latest
  UNION ALL SELECT *, 'visits', 'sessions', visit_sessions FROM latest
  UNION ALL SELECT *, 'visits', 'people', CASE WHEN visit_people IS NULL OR households_apart
    THEN coalesce(visit_people, 0) + visit_households ELSE visit_people END FROM latest)
WHERE value IS NOT NULL;
CREATE VIEW within_tally AS
SELECT t.id, t.code, t.row, t.block, t.measure, any_value(t.value) AS value,
       coalesce(sum(l.value) FILTER (NOT t.apart AND NOT list_contains(string_split(t.excluded, ';'), l.id)
                                     AND l.start[1:length(t.as_of)] <= t.as_of), 0) AS filed
FROM tallied t LEFT JOIN (SELECT *, up(code, n) AS above FROM lines, (VALUES (2), (4), (6), (9), (12)) AS lengths(n)
                          WHERE n <= length(code)) l
ON l.above = t.code AND l.level = t.row AND l.block = t.block AND l.measure = t.measure
GROUP BY t.id, t.code, t.row, t.block, t.measure;
