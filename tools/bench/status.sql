-- The view `status` from the events alone, written again in SQL from what ARCHITECTURE.md says of the
-- fold: corrections are made, a subject's events count in the order in which they happened, actions
-- get their colours, areas their grades, visits and boards. All columns but the dates beside them. No
-- policy is changed in the generated history, and nothing is asked for at a cut but today.
WITH told AS (
  SELECT position, entry->>'source' AS source, entry->>'id' AS id, entry->>'subject' AS subject,
         split_part(entry->>'subject', '/', 1) AS kind, entry->>'type' AS type,
         (entry->>'time')::timestamptz AS time,
         CASE coalesce(entry->>'timeprecision', 'instant')
           WHEN 'instant' THEN ((entry->>'time')::timestamptz AT TIME ZONE 'Europe/London')::date
           WHEN 'day' THEN left(entry->>'time', 10)::date
         END AS day,
         entry->'data' AS data
  FROM sent
  WHERE split_part(entry->>'subject', '/', 1) IN ('area', 'finding', 'action', 'visit', 'meeting')
), corrections AS (
  SELECT coalesce(data->'event'->>'source', source) AS source,
         coalesce(data->'event'->>'id', data->>'event') AS id, subject,
         string_to_array(substr(data->>'pointer', 2), '/') AS path, data->'to' AS value, time, position
  FROM told WHERE type = 'event.corrected'
), corrected AS (
  SELECT told.position, corrected(told.data, path, value ORDER BY c.time, c.position) AS data
  FROM told JOIN corrections AS c USING (source, id, subject) GROUP BY told.position
), ordered AS MATERIALIZED (
  SELECT told.position, source, id, subject, kind, type, time, day,
         coalesce(corrected.data, told.data) AS data,
         row_number() OVER (PARTITION BY subject ORDER BY time, told.position) AS nth
  FROM told LEFT JOIN corrected USING (position)
), disputes AS (
  SELECT raised.subject, count(*) AS open
  FROM ordered AS raised
  WHERE raised.type = 'event.disputed' AND NOT EXISTS (
    SELECT FROM ordered AS resolved
    WHERE resolved.type = 'dispute.resolved' AND resolved.subject = raised.subject
      AND coalesce(resolved.data->'dispute'->>'id', resolved.data->>'dispute') = raised.id
      AND coalesce(resolved.data->'dispute'->>'source', resolved.source) = raised.source)
  GROUP BY raised.subject
), findings AS (
  SELECT subject,
         coalesce(regexp_replace((array_agg(data->>'area' ORDER BY nth DESC)
            FILTER (WHERE type = 'finding.raised' AND data ? 'area'))[1], '^area/', ''), '') AS area,
         (array_agg(data->>'kind' ORDER BY nth DESC)
            FILTER (WHERE type = 'finding.raised' AND data ? 'kind'))[1] AS kind,
         (array_agg(type ORDER BY nth DESC)
            FILTER (WHERE type IN ('finding.raised', 'finding.closed', 'finding.declined',
                                   'finding.reopened', 'finding.superseded', 'finding.split')))[1]
           AS standing,
         (array_agg(data->>'level' ORDER BY nth DESC)
            FILTER (WHERE type = 'finding.impact-assessed'))[1] AS impact,
         (array_agg(data->>'decision' ORDER BY nth DESC)
            FILTER (WHERE type = 'finding.closed' AND data ? 'decision'))[1] AS decision,
         (array_agg(data->>'plan' ORDER BY nth DESC)
            FILTER (WHERE type = 'finding.incorporated' AND data ? 'plan'))[1] AS plan
  FROM ordered WHERE kind = 'finding' GROUP BY subject
), finding_counts AS (
  SELECT area,
         count(*) FILTER (WHERE open AND NOT strength AND NOT evidenced) AS findingsOpen,
         count(*) FILTER (WHERE open AND NOT strength AND evidenced) AS findingsEvidenced,
         count(*) FILTER (WHERE standing = 'finding.closed') AS findingsClosed,
         count(*) FILTER (WHERE standing = 'finding.declined') AS findingsDeclined,
         count(*) FILTER (WHERE open AND strength) AS strengths,
         sum(disputed) AS disputed
  FROM (SELECT *, standing IN ('finding.raised', 'finding.reopened') AS open,
               findings.kind IS NOT DISTINCT FROM 'strength' AS strength,
               coalesce(impact IN ('evidenced', 'embedded'), false) AS evidenced,
               coalesce(disputes.open, 0) AS disputed
        FROM findings LEFT JOIN disputes USING (subject)) AS judged (
          subject, area, kind, standing, impact, decision, plan, disputes_open, open, strength,
          evidenced, disputed)
  GROUP BY area
), action_events AS (
  SELECT *,
         max(nth) FILTER (WHERE type = 'action.reopened') OVER (PARTITION BY subject) AS reopened,
         max(nth) FILTER (WHERE type = 'action.blocked') OVER (PARTITION BY subject) AS blocked,
         max(nth) FILTER (WHERE type = 'action.unblocked') OVER (PARTITION BY subject) AS unblocked
  FROM ordered WHERE kind = 'action'
), actions AS (
  SELECT subject,
         greatest(max(CASE type WHEN 'action.reopened' THEN 2 WHEN 'action.agreed' THEN 1
                                WHEN 'action.started' THEN 2 WHEN 'action.progressed' THEN 2
                                WHEN 'action.blocked' THEN
                                  CASE WHEN blocked > coalesce(unblocked, 0) THEN 3 ELSE 2 END
                                WHEN 'action.completed' THEN 4 WHEN 'action.cancelled' THEN 5
                                ELSE 0 END)
                    FILTER (WHERE nth >= coalesce(reopened, 0)), 0) AS delivery,
         (array_agg(data->>'level' ORDER BY nth DESC)
            FILTER (WHERE type = 'action.impact-assessed'))[1] AS impact,
         (array_agg(coalesce(data->>'owner', data->>'to') ORDER BY nth DESC)
            FILTER (WHERE type = 'action.agreed' AND data ? 'owner'
                       OR type = 'action.reassigned' AND data ? 'to'))[1] AS owner,
         (array_agg(coalesce(data->>'due', data->>'to') ORDER BY nth DESC)
            FILTER (WHERE type = 'action.agreed' AND data ? 'due'
                       OR type = 'action.rescheduled' AND data ? 'to'))[1]::date AS due,
         (array_agg(data->>'start' ORDER BY nth DESC)
            FILTER (WHERE type = 'action.agreed' AND data ? 'start'))[1]::date AS start,
         (array_agg(data->>'impactReview' ORDER BY nth DESC)
            FILTER (WHERE type = 'action.agreed' AND data ? 'impactReview'))[1]::date AS review,
         count(*) FILTER (WHERE type = 'action.rescheduled') AS reschedules,
         greatest((array_agg(day ORDER BY nth DESC) FILTER (WHERE type = 'action.agreed'))[1],
                  (array_agg(day ORDER BY nth DESC) FILTER (WHERE type = 'action.started'))[1],
                  (array_agg(day ORDER BY nth DESC) FILTER (WHERE type = 'action.progressed'))[1])
           AS heard,
         (array_agg(data->>'confidence' ORDER BY nth DESC)
            FILTER (WHERE type = 'action.progressed' AND data ? 'confidence'))[1] AS confidence
  FROM action_events GROUP BY subject
), named AS (
  SELECT DISTINCT a.subject, finding
  FROM action_events AS a
  CROSS JOIN LATERAL jsonb_array_elements_text(
    CASE jsonb_typeof(a.data->'findings') WHEN 'array' THEN a.data->'findings'
                                          ELSE '[]'::jsonb END) AS of_action(finding)
), action_areas AS (
  SELECT DISTINCT actions.subject, coalesce(f.area, '') AS area
  FROM actions LEFT JOIN named USING (subject) LEFT JOIN findings AS f ON f.subject = named.finding
), closed AS (
  SELECT named.subject,
         bool_and(coalesce(f.standing = 'finding.closed' AND f.decision LIKE 'meeting/%', false))
           AS closed
  FROM named LEFT JOIN findings AS f ON f.subject = named.finding GROUP BY named.subject
), coloured AS (
  SELECT subject, delivery,
         CASE WHEN delivery = 5 OR delivery = 0 OR (delivery = 1 AND start > today) THEN 'grey'
              WHEN impact = 'embedded' AND closed THEN 'blue'
              WHEN (delivery < 4 AND due < today) OR delivery = 3 OR impact = 'lost'
                OR (review < today AND NOT evidenced) THEN 'red'
              WHEN (delivery = 4 AND NOT evidenced)
                OR (delivery < 4 AND (owner IS NULL OR reschedules >= 2 OR today - heard >= 35
                                      OR (confidence = 'low' AND due - today <= 14))) THEN 'amber'
              ELSE 'green' END AS colour
  FROM (SELECT *, coalesce(impact IN ('evidenced', 'embedded'), false) AS evidenced,
               (now() AT TIME ZONE 'Europe/London')::date AS today
        FROM actions LEFT JOIN closed USING (subject)) AS judged
), action_counts AS (
  SELECT area,
         count(*) FILTER (WHERE delivery = 0) AS actionsProposed,
         count(*) FILTER (WHERE delivery = 1) AS actionsAgreed,
         count(*) FILTER (WHERE delivery = 2) AS actionsInProgress,
         count(*) FILTER (WHERE delivery = 3) AS actionsBlocked,
         count(*) FILTER (WHERE delivery = 4) AS actionsCompleted,
         count(*) FILTER (WHERE delivery = 5) AS actionsCancelled,
         count(*) FILTER (WHERE colour = 'blue') AS actionsBlue,
         count(*) FILTER (WHERE colour = 'red') AS actionsRed,
         count(*) FILTER (WHERE colour = 'amber') AS actionsAmber,
         count(*) FILTER (WHERE colour = 'green') AS actionsGreen,
         count(*) FILTER (WHERE colour = 'grey') AS actionsGrey
  FROM coloured JOIN action_areas USING (subject) GROUP BY area
), areas AS (
  SELECT regexp_replace(subject, '^area/', '') AS area,
         (array_agg(data->>'name' ORDER BY nth DESC) FILTER (WHERE data ? 'name'))[1] AS name,
         sum(DISTINCT coalesce(disputes.open, 0)) AS disputed
  FROM ordered LEFT JOIN disputes USING (subject) WHERE kind = 'area' GROUP BY subject
), judgements AS (
  SELECT DISTINCT ON (subject, area) subject, area, time, grade
  FROM (SELECT *, regexp_replace(data->>'area', '^area/', '') AS area, data->>'grade' AS grade
        FROM ordered WHERE type = 'visit.judgement-given') AS given
  ORDER BY subject, area, nth DESC
), grades AS (
  SELECT DISTINCT ON (area) area, grade
  FROM judgements ORDER BY area, time DESC, subject COLLATE "C" DESC
), made AS (
  SELECT subject, coalesce(
           (array_agg(time ORDER BY nth DESC) FILTER (WHERE type = 'visit.ended'))[1],
           (array_agg(time ORDER BY nth DESC) FILTER (WHERE type = 'visit.started'))[1]) AS time
  FROM ordered WHERE kind = 'visit' GROUP BY subject
), visited AS (
  SELECT subject, regexp_replace(area, '^area/', '') AS area
  FROM ordered CROSS JOIN LATERAL jsonb_array_elements_text(
    CASE jsonb_typeof(data->'areas') WHEN 'array' THEN data->'areas' ELSE '[]'::jsonb END) AS a(area)
  WHERE kind = 'visit'
  UNION SELECT subject, area FROM judgements
  UNION SELECT data->>'visit', area FROM ordered JOIN findings USING (subject)
        WHERE type = 'finding.raised' AND data ? 'visit'
), visits AS (
  SELECT DISTINCT ON (area) area, subject AS lastVisit
  FROM visited JOIN made USING (subject) WHERE time IS NOT NULL
  ORDER BY area, time DESC, subject COLLATE "C" DESC
), boards AS (
  SELECT subject, (array_agg(time ORDER BY nth DESC))[1] AS time,
         (array_agg(data->>'kind' ORDER BY nth DESC) FILTER (WHERE data ? 'kind'))[1] AS kind
  FROM ordered WHERE type = 'meeting.held' GROUP BY subject
), spoken AS (
  SELECT subject, data FROM ordered WHERE type = 'meeting.challenged'
  UNION ALL (SELECT DISTINCT ON (subject, data->>'ref') subject, data
             FROM ordered WHERE type = 'meeting.decided'
             ORDER BY subject, data->>'ref', nth DESC)
), targets AS (
  SELECT DISTINCT subject, target
  FROM spoken CROSS JOIN LATERAL jsonb_array_elements_text(
    CASE jsonb_typeof(data->'targets') WHEN 'array' THEN data->'targets' ELSE '[]'::jsonb END)
      AS t(target)
), target_areas AS (
  SELECT subject, substr(target, 6) AS area FROM targets WHERE target LIKE 'area/%'
  UNION SELECT t.subject, f.area FROM targets AS t JOIN findings AS f ON f.subject = target
  UNION SELECT t.subject, a.area FROM targets AS t JOIN action_areas AS a ON a.subject = target
  UNION SELECT t.subject, f.area FROM targets AS t JOIN findings AS f ON f.plan = target
), meetings AS (
  SELECT DISTINCT ON (area) area, subject AS lastBoard
  FROM target_areas JOIN boards USING (subject) WHERE kind = 'improvement-board'
  ORDER BY area, time DESC, subject COLLATE "C" DESC
)
SELECT CASE area WHEN '' THEN '(no area)' ELSE area END AS area, coalesce(name, '') AS name,
       coalesce(grade, '') AS grade,
       coalesce(findingsOpen, 0) AS findingsOpen,
       coalesce(findingsEvidenced, 0) AS findingsEvidenced,
       coalesce(findingsClosed, 0) AS findingsClosed,
       coalesce(findingsDeclined, 0) AS findingsDeclined,
       coalesce(strengths, 0) AS strengths,
       coalesce(actionsProposed, 0) AS actionsProposed,
       coalesce(actionsAgreed, 0) AS actionsAgreed,
       coalesce(actionsInProgress, 0) AS actionsInProgress,
       coalesce(actionsBlocked, 0) AS actionsBlocked,
       coalesce(actionsCompleted, 0) AS actionsCompleted,
       coalesce(actionsCancelled, 0) AS actionsCancelled,
       coalesce(actionsBlue, 0) AS actionsBlue,
       coalesce(actionsRed, 0) AS actionsRed,
       coalesce(actionsAmber, 0) AS actionsAmber,
       coalesce(actionsGreen, 0) AS actionsGreen,
       coalesce(actionsGrey, 0) AS actionsGrey,
       coalesce(lastVisit, '') AS lastVisit,
       coalesce(lastBoard, '') AS lastBoard,
       coalesce(areas.disputed, 0) + coalesce(finding_counts.disputed, 0) AS disputesOpen
FROM areas FULL JOIN finding_counts USING (area) FULL JOIN action_counts USING (area)
     FULL JOIN grades USING (area) FULL JOIN visits USING (area) LEFT JOIN meetings USING (area)
ORDER BY 1
