SELECT id, cost::integer, was::text::numeric[]::integer[], more::text::numeric[]::integer[], (price).amount::integer, (price).currency FROM item
