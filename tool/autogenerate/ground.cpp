#include "autogenerate/ground.h"

#include <algorithm>
#include <map>

namespace deed::autogenerate {

namespace {

class Ground {
 public:
  void operator()(const DropTable& action) { moves({action.name}); }
  // The old one, which is called otherwise by then.
  void operator()(const MoveRows& action) { moves({action.to}); }
  void operator()(const DropColumn& action) { moves(column_address(action.name.table, action.name.column)); }
  void operator()(const MoveColumn& action) { moves(column_address(action.table, action.from)); }
  void operator()(const SetColumnType& action) { moves(column_address(action.name.table, action.name.column), retyped_); }
  void operator()(const DropConstraint& action) { moves({action.table, "constraint " + action.name}); }
  void operator()(const DropSequence& action) { moves({action.name}); }
  void operator()(const DropType& action) {
    const auto aside = asides_.find(action.name);
    moves({aside == asides_.end() ? action.name : aside->second});
  }
  void operator()(const RenameType& action) { asides_[{action.type.kind, action.type.schema, action.to}] = action.type; }
  void operator()(const Define& action) {
    if (action.drops && action.address.part.empty()) {
      moves(action.address);
    }
  }
  void operator()(const Rename& action) { renames_.push_back(action); }
  template <typename Other>
  void operator()(const Other&) {}

  std::vector<Address> moved() const {
    std::vector<Address> all = moved_;
    const std::vector<Address> only_retyped = retyped();
    all.insert(all.end(), only_retyped.begin(), only_retyped.end());
    return all;
  }
  std::vector<Address> retyped() const {
    std::vector<Address> only = retyped_;
    std::erase_if(only, [&](const Address& address) { return std::find(moved_.begin(), moved_.end(), address) != moved_.end(); });
    return only;
  }

 private:
  // The last rename first: names are told as the operations know them.
  void moves(Address address) { moves(std::move(address), moved_); }
  void moves(Address address, std::vector<Address>& into) {
    for (auto rename = renames_.rbegin(); rename != renames_.rend(); ++rename) {
      ObjectName renamed = rename->object;
      if (rename->kind == RenamedKind::table) {
        renamed.name = rename->to;
        address.object = address.object == renamed ? rename->object : address.object;
      } else if (address == Address{rename->object, prefix(rename->kind) + rename->to}) {
        address.part = prefix(rename->kind) + rename->part;
      }
    }
    if (std::find(into.begin(), into.end(), address) == into.end()) {
      into.push_back(std::move(address));
    }
  }

  static std::string prefix(RenamedKind kind) { return kind == RenamedKind::constraint ? "constraint " : "column "; }

  std::vector<Address> moved_;
  std::vector<Address> retyped_;
  std::vector<Rename> renames_;
  // Types that are called otherwise until they are dropped.
  std::map<ObjectName, ObjectName> asides_;
};

Ground ground_of(const std::vector<OperationStep>& steps) {
  Ground ground;
  for (const OperationStep& step : steps) {
    for (const Operation& operation : step.operations) {
      std::visit(ground, operation.action);
    }
  }
  return ground;
}

}  // namespace

std::vector<Address> moved_ground(const std::vector<OperationStep>& steps) { return ground_of(steps).moved(); }

std::vector<Address> retyped_ground(const std::vector<OperationStep>& steps) { return ground_of(steps).retyped(); }

std::vector<Rename> declared_renames(const std::vector<OperationStep>& steps, const std::vector<DeclaredRename>& declared) {
  std::vector<Rename> found;
  for (const OperationStep& step : steps) {
    for (const Operation& operation : step.operations) {
      const auto* rename = std::get_if<Rename>(&operation.action);
      const auto is_it = [&](const DeclaredRename& one) {
        const bool whole = one.column.empty();
        return one.from == (whole ? rename->object.name : rename->part) && rename->to == (whole ? one.table.name : one.column);
      };
      if (rename == nullptr || std::none_of(declared.begin(), declared.end(), is_it)) {
        continue;
      }
      found.push_back(*rename);
      // Under the name that its table had before.
      const auto table = std::find_if(found.begin(), found.end(), [&](const Rename& earlier) {
        return earlier.kind == RenamedKind::table && earlier.to == rename->object.name && earlier.object.schema == rename->object.schema;
      });
      if (table != found.end()) {
        found.back().object = table->object;
      }
    }
  }
  return found;
}

}  // namespace deed::autogenerate
