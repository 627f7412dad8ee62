#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/schema.h"

namespace deed::autogenerate {

// What becomes of one object: made where `from` is nothing, dropped where `to` is nothing, otherwise altered in place. What cannot be
// altered stands twice: dropped and made.
template <typename Object>
struct Change {
  std::optional<Object> from{};
  std::optional<Object> to{};
};

// The same of a part of a table that exists before and after.
template <typename Part>
struct PartChange {
  ObjectName table;
  std::optional<Part> from{};
  std::optional<Part> to{};
  // The parent whose statement does it to its partitions and children too.
  std::optional<ObjectName> by{};
};

enum class LinkKind { attach, detach, rebound };

// A table gets or loses a parent, or a partition gets another bound: the one that it has then, or had. A child that inherits has none.
struct LinkChange {
  ObjectName table;
  ObjectName parent;
  LinkKind kind = LinkKind::attach;
  std::optional<Bound> bound{};
};

struct CommentChange {
  CommentTarget target;
  std::string text;
};

// All differences between two states, each kind by itself; nothing is said about order or about how.
struct Changes {
  std::vector<Change<std::string>> schemas{};
  std::vector<Change<Enum>> enums{};
  std::vector<Change<Sequence>> sequences{};
  // Made and dropped ones.
  std::vector<Change<Table>> tables{};
  // Of tables that exist before and after.
  std::vector<LinkChange> links{};
  std::vector<PartChange<Column>> columns{};
  std::vector<PartChange<Constraint>> constraints{};
  std::vector<PartChange<Index>> indexes{};
  std::vector<CommentChange> comments{};
  std::vector<Change<Definition>> definitions{};
};

}  // namespace deed::autogenerate
