#include "base/build_id.h"

#include <elf.h>
#include <link.h>

#include <cstring>
#include <string_view>

#include "base/hex.h"

namespace deed {

namespace {

std::size_t aligned(std::size_t size) { return (size + 3) & ~std::size_t{3}; }

// The description of the build id among the notes of a segment; empty without one.
std::string_view find_build_id(const char* notes, std::size_t size) {
  std::size_t at = 0;
  while (at + sizeof(ElfW(Nhdr)) <= size) {
    ElfW(Nhdr) header{};
    std::memcpy(&header, notes + at, sizeof header);
    const std::size_t name = at + sizeof header;
    const std::size_t description = name + aligned(header.n_namesz);
    if (description + header.n_descsz > size) {
      break;
    }
    if (header.n_type == NT_GNU_BUILD_ID && std::string_view(notes + name, header.n_namesz) == std::string_view("GNU\0", 4)) {
      return {notes + description, header.n_descsz};
    }
    at = description + aligned(header.n_descsz);
  }
  return {};
}

}  // namespace

std::string build_id() {
  std::string id;
  const auto take = [](dl_phdr_info* object, std::size_t, void* to) {
    for (int i = 0; i < object->dlpi_phnum; ++i) {
      const ElfW(Phdr)& segment = object->dlpi_phdr[i];
      if (segment.p_type == PT_NOTE && static_cast<std::string*>(to)->empty()) {
        // The loader gives addresses as numbers. NOLINTNEXTLINE(performance-no-int-to-ptr)
        const char* notes = reinterpret_cast<const char*>(object->dlpi_addr + segment.p_vaddr);
        *static_cast<std::string*>(to) = find_build_id(notes, segment.p_memsz);
      }
    }
    // The program itself comes first; the libraries are none of this.
    return 1;
  };
  ::dl_iterate_phdr(take, &id);
  return hex(id);
}

}  // namespace deed
