"""E-mail addresses as people write them: found, checked, classified, slips pointed out."""

from totalaudio.contacts.addresses.address import Address, check_address
from totalaudio.contacts.addresses.finding import parse_addresses

__all__ = ["Address", "check_address", "parse_addresses"]
